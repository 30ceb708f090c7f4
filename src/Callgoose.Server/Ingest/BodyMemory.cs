using System.Numerics;
using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>
/// Limits the total memory of the bodies of all calls in progress, from their first bytes to their answers. This includes
/// calls that wait for the disk: limiting only their number would not limit the memory.
/// </summary>
/// <remarks>Bodies that fit the buffer that every call has anyway are not counted: the number of calls limits them.</remarks>
/// <param name="bound">The limit, in bytes.</param>
internal sealed class BodyMemory(long bound)
{
    private long held;

    /// <summary>Whether there is room for a body of a given length. Asked before it is read; reserves nothing.</summary>
    public bool HasRoomFor(long length) => length <= TextArena.KeptBytes || Interlocked.Read(ref held) + length <= bound;

    /// <summary>Reserves memory for a body that has grown.</summary>
    /// <param name="length">The body's length so far, in bytes.</param>
    /// <param name="holding">What the call already holds. The call returns it with <see cref="Release"/>, however it ends.</param>
    /// <returns>False if that exceeds the limit; then the reservation does not change.</returns>
    public bool TryHold(int length, ref long holding)
    {
        if (length <= TextArena.KeptBytes || length <= holding)
        {
            return true;
        }

        // Buffers grow by doubling.
        long more = (long)BitOperations.RoundUpToPowerOf2((uint)length) - holding;
        if (Interlocked.Add(ref held, more) > bound)
        {
            Interlocked.Add(ref held, -more);
            return false;
        }

        holding += more;
        return true;
    }

    /// <summary>Returns what a call held.</summary>
    public void Release(ref long holding)
    {
        if (holding != 0)
        {
            Interlocked.Add(ref held, -holding);
            holding = 0;
        }
    }
}
