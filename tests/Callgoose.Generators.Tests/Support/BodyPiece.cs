using System.Buffers;

namespace Callgoose.Generators.Tests;

/// <summary>One piece of a body that arrives in several.</summary>
internal sealed class BodyPiece : ReadOnlySequenceSegment<byte>
{
    public BodyPiece(ReadOnlyMemory<byte> memory, BodyPiece? before)
    {
        Memory = memory;
        if (before is not null)
        {
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
