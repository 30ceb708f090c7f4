namespace Callgoose.Incidents;

/// <summary>
/// Makes ids that only ever grow, from any thread and without a lock, also while the clock stands still or goes back.
/// </summary>
/// <remarks>
/// The 12 bits after the version count within one millisecond (RFC 9562, section 6.2, method 1). When they are used up,
/// or the clock is behind the last id, the millisecond of the last id is counted on: an id may then be ahead of the
/// clock, but never behind an earlier id.
/// </remarks>
public sealed class TimeOrderedIds
{
    private const int CounterBits = 12;
    private const int MachineShift = 54;
    private const int NoMachine = -1;
    private const ulong Version = 0x7000;
    private const ulong Variant = 0x8000_0000_0000_0000;

    private readonly TimeProvider clock;
    private long last;
    private int machine = NoMachine;

    /// <summary>Starts after every id that was made before.</summary>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="newest">The newest id known, or default if there is none.</param>
    public TimeOrderedIds(TimeProvider clock, TimeOrderedId newest = default)
    {
        this.clock = clock;
        last = (newest.UnixMilliseconds << CounterBits) | (long)(newest.High & 0xFFF);
    }

    /// <summary>
    /// The number of this machine among those that make ids for one store, which then stands in the eight bits behind the variant: no two of them make
    /// the same time and counter with it. Null where there is no other one. May be set from any thread.
    /// </summary>
    public byte? Machine
    {
        get => Volatile.Read(ref machine) is >= 0 and int number ? (byte)number : null;
        set => Volatile.Write(ref machine, value ?? NoMachine);
    }

    /// <summary>Makes the next id. Not a secret: its random bits only keep two machines apart.</summary>
    public TimeOrderedId Next()
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        long seen = Volatile.Read(ref last);
        long next;
        while (true)
        {
            next = Math.Max(now, seen + 1);
            long before = Interlocked.CompareExchange(ref last, next, seen);
            if (before == seen)
            {
                break;
            }

            seen = before;
        }

        ulong milliseconds = (ulong)(next >> CounterBits);
        ulong counter = (ulong)next & 0xFFF;
        ulong random = (ulong)Random.Shared.NextInt64() & 0x3FFF_FFFF_FFFF_FFFF;
        int number = Volatile.Read(ref machine);
        if (number != NoMachine)
        {
            random = (random & ((1UL << MachineShift) - 1)) | ((ulong)number << MachineShift);
        }

        return new TimeOrderedId((milliseconds << 16) | Version | counter, Variant | random);
    }
}
