using System.Buffers;

namespace Callgoose.Payloads.Tests;

/// <summary>One piece of a <see cref="SegmentedBody"/>.</summary>
internal sealed class BodySegment : ReadOnlySequenceSegment<byte>
{
    public BodySegment(ReadOnlyMemory<byte> memory, BodySegment? before)
    {
        Memory = memory;
        if (before is not null)
        {
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
