using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Delivery.Sending;

/// <summary>Signatures of Standard Webhooks 1.0 (symmetric, HMAC-SHA256).</summary>
public static class StandardWebhooks
{
    private const string SecretPrefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret, so that one can be changed for another.</summary>
    /// <param name="secrets">The secrets, each as base64 behind <c>whsec_</c>, or as it is if it is neither.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in Unix seconds.</param>
    /// <param name="body">The body.</param>
    public static string Sign(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    /// <summary>Whether a secret says that it is base64, and is none: it was cut off, or mistyped, and its characters are no key of anybody's.</summary>
    public static bool IsBroken(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        && (secret.Length == SecretPrefix.Length || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], new byte[secret.Length], out _));

    /// <summary>The key of a secret: what base64 says behind <c>whsec_</c>, else its characters as UTF-8.</summary>
    public static byte[] KeyOf(string secret)
    {
        string text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) ? key[..length] : Encoding.UTF8.GetBytes(secret);
    }
}
