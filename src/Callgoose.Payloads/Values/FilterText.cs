using System.Runtime.CompilerServices;

namespace Callgoose.Payloads;

/// <summary>The comparisons of filters with the text of a value (Catalog/README.md 1).</summary>
/// <remarks>
/// All are ordinal and case-sensitive. In UTF-8 a comparison of bytes equals a comparison of code points, because the sequence of a code
/// point cannot start inside that of another.
/// </remarks>
public static class FilterText
{
    /// <summary>Tells whether <paramref name="text"/> contains <paramref name="item"/>.</summary>
    /// <remarks>Inlined, so that the length of an item is a constant: most texts are shorter than the item, or have the same length.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) =>
        text.Length > item.Length ? text.IndexOf(item) >= 0 : text.Length == item.Length && text.SequenceEqual(item);

    /// <summary>Tells whether <paramref name="text"/> equals <paramref name="item"/>.</summary>
    public static bool Equals(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.SequenceEqual(item);

    /// <summary>Tells whether <paramref name="text"/> begins with <paramref name="item"/>.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.StartsWith(item);

    /// <summary>Tells whether <paramref name="text"/> ends with <paramref name="item"/>.</summary>
    public static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.EndsWith(item);

    /// <summary>Returns a text with A to Z in lower case, for conditions that ignore case; everything else stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scratch">The buffer for the copy.</param>
    public static ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> text, ScratchBuffer scratch)
    {
        Span<byte> folded = scratch.Take(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            folded[i] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }

        return folded;
    }

    /// <summary>
    /// Returns the part of a text between two others: after the first <paramref name="after"/>, and up to the next
    /// <paramref name="before"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="after">The text before the part; empty to begin at the start.</param>
    /// <param name="before">The text after the part; empty to continue to the end.</param>
    /// <returns>The part; empty if one of the two texts is missing.</returns>
    public static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> text, ReadOnlySpan<byte> after, ReadOnlySpan<byte> before)
    {
        int start = text.IndexOf(after);
        ReadOnlySpan<byte> rest = start < 0 ? default : text[(start + after.Length)..];
        int end = before.IsEmpty ? rest.Length : rest.IndexOf(before);
        return end < 0 ? default : rest[..end];
    }
}
