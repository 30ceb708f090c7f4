using System.Collections.Concurrent;
using System.Text;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Sending;
using Callgoose.Observability;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;
using Microsoft.Extensions.Logging;

namespace Callgoose.Auth.Signatures;

/// <summary>
/// Caches the secrets that tokens refer to. Reads a file again after ten seconds, so that changing the file changes the secret.
/// A file may hold several secrets, one per line. Safe to use from any thread.
/// </summary>
internal sealed class SignatureKeys(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>More than the number of tokens with signatures on one server. Beyond it the cache is cleared and everything is read again.</summary>
    private const int MaxKept = 1000;

    private const int MaxKeys = 16;

    private readonly ConcurrentDictionary<string, (byte[][] Keys, long ReadAt)> kept = new(StringComparer.Ordinal);

    /// <summary>Gets the secrets of a token if they are in memory and recent.</summary>
    /// <param name="verification">How the token's calls are signed.</param>
    /// <param name="keys">The secrets; empty if none is available.</param>
    public bool TryGet(TokenVerification verification, out byte[][] keys)
    {
        keys = [];
        if (!kept.TryGetValue(NameOf(verification), out (byte[][] Keys, long ReadAt) found) || clock.GetElapsedTime(found.ReadAt) > Lifetime)
        {
            return false;
        }

        keys = found.Keys;
        return true;
    }

    /// <summary>Reads the secrets of a token. Blocks while it reads.</summary>
    /// <param name="token">The token. Its name appears in a log line for each secret that is not available.</param>
    public byte[][] Read(ApiToken token)
    {
        TokenVerification verification = token.Verification!;
        var keys = new List<byte[]>();
        foreach (string secret in verification.Secrets)
        {
            var reference = SettingReference.Parse(secret);
            if (!reference.TryRead(out string value, out string? fault))
            {
                log.SecretMissing(token.Name, fault!);
                continue;
            }

            foreach (string line in value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxKeys - keys.Count))
            {
                if (verification.Scheme.HasEncodedSecrets && StandardWebhooks.IsBroken(line))
                {
                    log.SecretMissing(token.Name, $"a secret in {reference.PlaceText} begins with whsec_, and what follows is not base64; copy the whole secret");
                    continue;
                }

                keys.Add(verification.Scheme.HasEncodedSecrets ? StandardWebhooks.KeyOf(line) : Encoding.UTF8.GetBytes(line));
            }
        }

        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        byte[][] read = [.. keys.Where(static key => key.Length > 0)];
        kept[NameOf(verification)] = (read, clock.GetTimestamp());
        return read;
    }

    private static string NameOf(TokenVerification verification) => verification.Text;
}
