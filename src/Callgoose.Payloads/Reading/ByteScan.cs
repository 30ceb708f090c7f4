using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Callgoose.Payloads;

/// <summary>Scans the bytes of a body, one vector at a time.</summary>
/// <remarks>
/// Vectors are loaded without bounds checks: every load reads <see cref="Width"/> bytes at an offset that was compared with the length of
/// the body before.
/// </remarks>
internal static class ByteScan
{
    /// <summary>The size of a vector, in bytes.</summary>
    public const int Width = 32;

    /// <summary>Finds the end of plain text in a string: a quote, a backslash or a control character.</summary>
    /// <param name="body">The body.</param>
    /// <param name="position">The offset at which to begin, at most the length of the body.</param>
    /// <param name="nonAscii">Not 0 afterwards if one of the bytes up to there, or shortly after, is not ASCII.</param>
    /// <returns>The offset; the length of the body if there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindStop(ReadOnlySpan<byte> body, int position, ref uint nonAscii)
    {
        ref byte first = ref MemoryMarshal.GetReference(body);
        while (position <= body.Length - Width)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref first, (nuint)position);
            nonAscii |= bytes.ExtractMostSignificantBits();
            uint stops = Stops(bytes);
            if (stops != 0)
            {
                return position + BitOperations.TrailingZeroCount(stops);
            }

            position += Width;
        }

        return FindStopInTail(body, position, ref nonAscii);
    }

    /// <summary>Tells whether a part of a text is at an offset of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="position">The offset, at most the length of the body.</param>
    /// <param name="text">The text, followed by <see cref="Width"/> arbitrary bytes.</param>
    /// <param name="start">The offset of the part in the text.</param>
    /// <param name="length">The length of the part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StandsAt(ReadOnlySpan<byte> body, int position, byte[] text, int start, int length)
    {
        if (length > Width || position > body.Length - Width)
        {
            return StandsAtSlow(body, position, text, start, length);
        }

        Vector256<byte> there = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(body), (nuint)position);
        Vector256<byte> wanted = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(text), (nuint)start);
        uint differing = ~Vector256.Equals(there, wanted).ExtractMostSignificantBits();

        // The first differing byte is after the part.
        return BitOperations.TrailingZeroCount(differing) >= length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool StandsAtSlow(ReadOnlySpan<byte> body, int position, byte[] text, int start, int length) =>
        body[position..].StartsWith(text.AsSpan(start, length));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindStopInTail(ReadOnlySpan<byte> body, int position, ref uint nonAscii)
    {
        int left = body.Length - position;
        if (body.Length >= Width)
        {
            // The last vector of the body: its first bytes are before the offset.
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(body), (nuint)(body.Length - Width));
            nonAscii |= bytes.ExtractMostSignificantBits();
            ulong stops = (ulong)Stops(bytes) >> (Width - left);
            return stops == 0 ? body.Length : position + BitOperations.TrailingZeroCount(stops);
        }

        for (; position < body.Length; position++)
        {
            byte b = body[position];
            nonAscii |= (uint)(b & 0x80);
            if (b is (byte)'"' or (byte)'\\' or < 0x20)
            {
                break;
            }
        }

        return position;
    }

    /// <summary>The number of equal bytes at the start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CommonLength(Vector256<byte> one, Vector256<byte> other) =>
        BitOperations.TrailingZeroCount(~Vector256.Equals(one, other).ExtractMostSignificantBits());

    /// <summary>The number of equal bytes at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CommonLengthAtEnd(Vector256<byte> one, Vector256<byte> other) =>
        BitOperations.LeadingZeroCount(~Vector256.Equals(one, other).ExtractMostSignificantBits());

    /// <summary>Returns a bit for each byte that ends plain text in a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Stops(Vector256<byte> bytes)
    {
        // With one bit flipped, the quote directly follows the control characters.
        Vector256<byte> turned = bytes ^ Vector256.Create((byte)2);
        Vector256<byte> stops = Vector256.Equals(Vector256.Min(turned, Vector256.Create((byte)0x20)), turned)
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
        return stops.ExtractMostSignificantBits();
    }
}
