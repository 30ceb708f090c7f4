using System.Text;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>The source that a call names with <c>from</c> (ProcessApi.md 1).</summary>
internal static class SourceName
{
    /// <summary>The query parameter.</summary>
    public const string QueryName = "from";

    /// <summary>Its maximum length in code points.</summary>
    public const int MaxCodePoints = 100;

    /// <summary>
    /// Decodes the first <c>from</c> of a query string, without control characters and surrounding spaces. Invalid
    /// UTF-8 becomes U+FFFD. A token in it, as in <c>?from=BetterStack?token=cg_…</c>, is masked: the name is stored, appears in titles
    /// and is sent to destinations.
    /// </summary>
    /// <param name="text">Receives the name.</param>
    /// <param name="query">The query string.</param>
    /// <param name="source">The name; empty if there is none.</param>
    /// <returns>False if it is too long.</returns>
    public static bool TryAppend(TextArena text, ReadOnlySpan<char> query, out TextRange source)
    {
        source = default;
        if (!QueryParameters.TryFind(query, QueryName, out ReadOnlySpan<char> encoded) || encoded.IsEmpty)
        {
            return true;
        }

        Span<byte> room = text.Reserve(2 * PercentDecoding.MaxBytesPerChar * encoded.Length);
        Span<byte> decoded = room[^(PercentDecoding.MaxBytesPerChar * encoded.Length)..];
        ReadOnlySpan<byte> bytes = decoded[..PercentDecoding.Decode(encoded, decoded)];

        int written = 0;
        int kept = 0;
        int codePoints = 0;
        int keptCodePoints = 0;
        while (!bytes.IsEmpty)
        {
            Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            bytes = bytes[consumed..];
            bool blank = Rune.IsWhiteSpace(rune);
            if (Rune.IsControl(rune) || (blank && written == 0))
            {
                continue;
            }

            written += rune.EncodeToUtf8(room[written..]);
            codePoints++;
            if (!blank)
            {
                kept = written;
                keptCodePoints = codePoints;
            }
        }

        if (keptCodePoints > MaxCodePoints)
        {
            return false;
        }

        source = text.Commit(WithoutToken(room, kept));
        return true;
    }

    /// <returns>The new length of the name. There is enough room: six bytes for each original character, and a mask is only twice as long as its prefix.</returns>
    private static int WithoutToken(Span<byte> room, int length)
    {
        ReadOnlySpan<byte> name = room[..length];
        return name.IndexOfAny("_%"u8) < 0 ? length : Encoding.UTF8.GetBytes(SecretMask.Apply(Encoding.UTF8.GetString(name)), room);
    }
}
