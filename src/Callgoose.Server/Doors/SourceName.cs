using System.Text;
using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;

namespace Callgoose.Doors;

/// <summary>The name of the source that a call gives as <c>from</c> (ProcessApi.md 1).</summary>
internal static class SourceName
{
    /// <summary>The query parameter.</summary>
    public const string QueryName = "from";

    /// <summary>How many code points it may have.</summary>
    public const int MaxCodePoints = 100;

    /// <summary>
    /// Decodes the first <c>from</c> of a query string, without control characters and the blanks around it. What is
    /// not UTF-8 becomes U+FFFD. A token in it, such as that of <c>?from=BetterStack?token=cg_…</c>, is masked: the name is kept, stands in titles
    /// and goes to destinations.
    /// </summary>
    /// <param name="text">Where the name is appended.</param>
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

    /// <returns>How long the name is then. There is room: it has six bytes for each character that came, and a mask twice as many as its prefix.</returns>
    private static int WithoutToken(Span<byte> room, int length)
    {
        ReadOnlySpan<byte> name = room[..length];
        return name.IndexOfAny("_%"u8) < 0 ? length : Encoding.UTF8.GetBytes(SecretMask.Apply(Encoding.UTF8.GetString(name)), room);
    }
}
