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
/// The secrets behind the references of tokens, in memory: a file is read again when ten seconds have gone by, so that a secret is changed by
/// changing the file. A file may hold several, a line each. May be asked from any thread.
/// </summary>
internal sealed class SignatureKeys(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>More than the tokens that a server has signatures for; past it everything is read again.</summary>
    private const int MaxKept = 1000;

    private const int MaxKeys = 16;

    private readonly ConcurrentDictionary<string, (byte[][] Keys, long ReadAt)> kept = new(StringComparer.Ordinal);

    /// <summary>Whether the secrets of a token are in memory as they were moments ago.</summary>
    /// <param name="verification">How its calls are signed.</param>
    /// <param name="keys">The secrets; none if there are none to be had.</param>
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
    /// <param name="token">The token, whose name a line of the log has for each secret that is not to be had.</param>
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
