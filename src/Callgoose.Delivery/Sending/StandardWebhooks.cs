using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Callgoose.Delivery.Sending;

/// <summary>Creates signatures of Standard Webhooks 1.0 (symmetric, HMAC-SHA256).</summary>
public static class StandardWebhooks
{
    private const string SecretPrefix = "whsec_";

    /// <summary>Returns the value of <c>webhook-signature</c>: one signature per secret, so that a secret can be replaced without interruption.</summary>
    /// <param name="secrets">The secrets: base64 after <c>whsec_</c>, or any other text as it is.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in Unix seconds.</param>
    /// <param name="body">The body.</param>
    public static string Sign(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
    }

    /// <summary>Whether a secret claims to be base64 but is not: it was cut off or mistyped, so its characters are nobody's key.</summary>
    public static bool IsBroken(string secret) =>
        secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        && (secret.Length == SecretPrefix.Length || !Convert.TryFromBase64String(secret[SecretPrefix.Length..], new byte[secret.Length], out _));

    /// <summary>Returns the key of a secret: the decoded base64 after <c>whsec_</c>, else its characters as UTF-8.</summary>
    public static byte[] KeyOf(string secret)
    {
        string text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) ? key[..length] : Encoding.UTF8.GetBytes(secret);
    }
}
