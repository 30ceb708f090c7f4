using System.Text;

namespace Callgoose.Incidents;

/// <summary>Creates the title of an incident (Incidents/README.md rule 14).</summary>
public static class IncidentTitle
{
    /// <summary>The maximum number of code points of a title, including a closing <c>…</c>.</summary>
    public const int MaxCodePoints = 255;

    private static ReadOnlySpan<byte> Ellipsis => "…"u8;

    /// <summary>
    /// Writes <c>F - V</c>, or <c>V</c> without a source, or <c>Incident from F</c> without a value, or <c>Incident from unknown source</c>
    /// without both.
    /// </summary>
    /// <param name="text">The arena to which the title is appended.</param>
    /// <param name="source">The query value <c>from</c> in <paramref name="text"/>; may be empty.</param>
    /// <param name="value">The value of the title field as UTF-8, not a span over <paramref name="text"/>; may be empty.</param>
    public static TextRange Append(TextArena text, TextRange source, ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> before = value.IsEmpty ? "Incident from "u8 : default;
        ReadOnlySpan<byte> between = value.IsEmpty || source.IsEmpty ? default : " - "u8;
        ReadOnlySpan<byte> after = value.IsEmpty && source.IsEmpty ? "unknown source"u8 : value;

        int size = before.Length + source.Length + between.Length + after.Length;
        Span<byte> title = text.Reserve(size + Ellipsis.Length);
        ReadOnlySpan<byte> from = text[source];
        before.CopyTo(title);
        from.CopyTo(title[before.Length..]);
        between.CopyTo(title[(before.Length + from.Length)..]);
        after.CopyTo(title[(size - after.Length)..]);
        return text.Commit(Cut(title[..(size + Ellipsis.Length)], size));
    }

    /// <summary>Shortens the first <paramref name="size"/> bytes to <see cref="MaxCodePoints"/>, never inside a code point.</summary>
    private static int Cut(Span<byte> title, int size)
    {
        // A code point takes at least one byte, so most titles need no further check.
        if (size <= MaxCodePoints)
        {
            return size;
        }

        int offset = 0;
        int kept = 0;
        for (int count = 1; offset < size; count++)
        {
            Rune.DecodeFromUtf8(title[offset..size], out _, out int length);
            offset += length;
            if (count == MaxCodePoints - 1)
            {
                kept = offset;
            }
            else if (count > MaxCodePoints)
            {
                Ellipsis.CopyTo(title[kept..]);
                return kept + Ellipsis.Length;
            }
        }

        return size;
    }
}
