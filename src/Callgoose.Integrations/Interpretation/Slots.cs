using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>Allocates slots for locations of values from a scratch buffer.</summary>
internal static class Slots
{
    /// <summary>Returns empty slots.</summary>
    public static Span<ValueLocation> Take(int count, ScratchBuffer scratch)
    {
        Span<ValueLocation> slots = MemoryMarshal.Cast<byte, ValueLocation>(scratch.Take(count * Unsafe.SizeOf<ValueLocation>()));
        slots.Clear();
        return slots;
    }
}
