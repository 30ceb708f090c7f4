using System.Numerics;
using Callgoose.Incidents;

namespace Callgoose.Ingest;

/// <summary>
/// Bounds the memory that the bodies of all calls under way hold together, from their first bytes until their answers:
/// also that of the calls which wait for the disk, whose number alone would bound nothing.
/// </summary>
/// <remarks>Bodies that fit the buffer which every call has anyway are not counted: the number of calls bounds them.</remarks>
/// <param name="bound">How many bytes are held at most.</param>
internal sealed class BodyMemory(long bound)
{
    private long held;

    /// <summary>Whether a body of a length can be taken on now. Asked before it is read; holds nothing.</summary>
    public bool HasRoomFor(long length) => length <= TextArena.KeptBytes || Interlocked.Read(ref held) + length <= bound;

    /// <summary>Holds what a body has grown to.</summary>
    /// <param name="length">Its bytes so far.</param>
    /// <param name="holding">What the call holds already, and gives back by <see cref="Release"/> however it ends.</param>
    /// <returns>False if that is too much; then nothing more is held than before.</returns>
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

    /// <summary>Gives back what a call held.</summary>
    public void Release(ref long holding)
    {
        if (holding != 0)
        {
            Interlocked.Add(ref held, -holding);
            holding = 0;
        }
    }
}
