using Callgoose.Tests.Shared;

namespace Callgoose.Fuzzing.Targets;

/// <summary>Every door holds its promises. The first byte chooses the door, so that inputs of one are tried at others.</summary>
internal static class DoorTarget
{
    public static void Check(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        string door = DoorPromises.Names[input[0] % DoorPromises.Names.Count];
        string? broken = DoorPromises.Broken(door, input[1..]);
        BrokenPromiseException.Unless(broken is null, $"{door}: {broken}");
    }
}
