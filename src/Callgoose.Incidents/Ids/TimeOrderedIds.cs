namespace Callgoose.Incidents;

/// <summary>Creates ids that always increase, from any thread and without a lock, even if the clock stands still or goes back.</summary>
/// <remarks>
/// The 12 bits after the version count within one millisecond (RFC 9562, section 6.2, method 1). When they are used up, or the clock is
/// behind the last id, the counter carries into the millisecond of the last id: an id may then be ahead of the clock, but never before an
/// earlier id.
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

    /// <summary>Starts after every existing id.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="newest">The newest known id, or default if there is none.</param>
    public TimeOrderedIds(TimeProvider clock, TimeOrderedId newest = default)
    {
        this.clock = clock;
        last = (newest.UnixMilliseconds << CounterBits) | (long)(newest.High & 0xFFF);
    }

    /// <summary>
    /// The number of this machine among those that create ids for one store. It is in the eight bits after the variant, so no two machines
    /// create the same id even with the same time and counter. Null if there is only one machine. May be set from any thread.
    /// </summary>
    public byte? Machine
    {
        get => Volatile.Read(ref machine) is >= 0 and int number ? (byte)number : null;
        set => Volatile.Write(ref machine, value ?? NoMachine);
    }

    /// <summary>Creates the next id. It is not a secret: its random bits only separate two machines.</summary>
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
