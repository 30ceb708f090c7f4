using System.Runtime.CompilerServices;

namespace Callgoose.Payloads;

/// <summary>The tests that filters make on the text of a value (Catalog/README.md 1).</summary>
/// <remarks>
/// All are ordinal and case-sensitive. On UTF-8 a comparison byte by byte is one code point by code point, because no
/// sequence of a code point can start inside that of another.
/// </remarks>
public static class FilterText
{
    /// <summary>Tells whether <paramref name="item"/> stands anywhere in <paramref name="text"/>.</summary>
    /// <remarks>Inlined, so that the length of an item is a constant: most texts are too short, or just as long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) =>
        text.Length > item.Length ? text.IndexOf(item) >= 0 : text.Length == item.Length && text.SequenceEqual(item);

    /// <summary>Tells whether <paramref name="text"/> is <paramref name="item"/>.</summary>
    public static bool Equals(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.SequenceEqual(item);

    /// <summary>Tells whether <paramref name="text"/> begins with <paramref name="item"/>.</summary>
    public static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.StartsWith(item);

    /// <summary>Tells whether <paramref name="text"/> ends with <paramref name="item"/>.</summary>
    public static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> item) => text.EndsWith(item);

    /// <summary>A text with small letters in place of A to Z, for conditions that ignore case; everything else stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scratch">Where the copy is put.</param>
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

    /// <summary>The part of a text between two others: behind the first <paramref name="after"/>, and from there up to the first <paramref name="before"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="after">What stands before the part; empty to begin at the start.</param>
    /// <param name="before">What stands behind it; empty to go to the end.</param>
    /// <returns>The part; empty if what should stand around it is not there.</returns>
    public static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> text, ReadOnlySpan<byte> after, ReadOnlySpan<byte> before)
    {
        int start = text.IndexOf(after);
        ReadOnlySpan<byte> rest = start < 0 ? default : text[(start + after.Length)..];
        int end = before.IsEmpty ? rest.Length : rest.IndexOf(before);
        return end < 0 ? default : rest[..end];
    }
}
