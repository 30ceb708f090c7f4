using System.Security.Cryptography;

namespace Callgoose.Incidents;

/// <summary>Limits the length of incident keys (Incidents/README.md rule 13).</summary>
public static class BoundedKey
{
    /// <summary>The longest key, in bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The text between the first bytes of a shortened key and the SHA-256 of the whole key.</summary>
    private static ReadOnlySpan<byte> Mark => "… sha256:"u8;

    private const int DigestLength = 2 * SHA256.HashSizeInBytes;

    /// <summary>
    /// Appends a key. A key over <see cref="MaxBytes"/> is replaced by its first bytes and the SHA-256 of the whole key, in hexadecimal
    /// digits.
    /// </summary>
    /// <param name="text">The arena.</param>
    /// <param name="key">The key as the payload has it, not a span over <paramref name="text"/>.</param>
    /// <param name="isShortened">True if the key was too long.</param>
    public static TextRange Append(TextArena text, ReadOnlySpan<byte> key, out bool isShortened)
    {
        isShortened = key.Length > MaxBytes;
        if (!isShortened)
        {
            return text.Append(key);
        }

        int kept = MaxBytes - Mark.Length - DigestLength;
        while (kept > 0 && (key[kept] & 0xC0) == 0x80)
        {
            kept--;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        Span<byte> target = text.Reserve(kept + Mark.Length + DigestLength);
        key[..kept].CopyTo(target);
        Mark.CopyTo(target[kept..]);
        Convert.TryToHexStringLower(digest, target[(kept + Mark.Length)..], out int length);
        return text.Commit(kept + Mark.Length + length);
    }
}
