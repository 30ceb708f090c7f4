using Callgoose.Tests.Shared;

namespace Callgoose.Fuzzing.Targets;

/// <summary>Every door keeps its promises. The first byte chooses the door, so inputs found for one door are tried at the others.</summary>
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
