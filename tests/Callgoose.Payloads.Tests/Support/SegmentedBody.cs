using System.Buffers;

namespace Callgoose.Payloads.Tests;

/// <summary>A body in pieces, as it may come from a socket.</summary>
internal static class SegmentedBody
{
    /// <summary>Cut at the given offsets; two equal offsets give an empty piece.</summary>
    public static ReadOnlySequence<byte> CutAt(ReadOnlyMemory<byte> body, params ReadOnlySpan<int> offsets)
    {
        BodySegment? first = null;
        BodySegment? last = null;
        int start = 0;
        foreach (int offset in offsets)
        {
            Add(body[start..offset]);
            start = offset;
        }

        Add(body[start..]);
        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);

        // Each piece has its own array, so that nothing can read beyond its end into the next.
        void Add(ReadOnlyMemory<byte> piece)
        {
            last = new BodySegment(piece.ToArray(), last);
            first ??= last;
        }
    }

    /// <summary>One byte in each piece.</summary>
    public static ReadOnlySequence<byte> ByteByByte(ReadOnlyMemory<byte> body) =>
        CutAt(body, [.. Enumerable.Range(1, Math.Max(0, body.Length - 1))]);
}
