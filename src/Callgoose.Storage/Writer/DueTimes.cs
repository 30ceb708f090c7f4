using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// Keeps right what incidents wait for by themselves: an incident ends a time after its last report, whatever becomes of the wall clock
/// meanwhile, and one that is held waits for the end of a maintenance, whatever becomes of the maintenance.
/// </summary>
internal sealed class DueTimes(IBatchStore store, TimeProvider clock)
{
    /// <summary>
    /// Ends further ahead than this are left where they are: times that a sender named while our clock was far behind, rather than lengths
    /// of time after a report.
    /// </summary>
    private static readonly TimeSpan FurthestEnd = TimeSpan.FromDays(30);

    private readonly ClockWatch watch = new(clock);
    private Func<string, long>? maintenance;
    private Func<string, long>? applied;

    /// <summary>Gives the end of the maintenance that a service is in, in Unix milliseconds (UTC); 0 if it is in none. May be set from any thread.</summary>
    public Func<string, long>? Maintenance
    {
        get => Volatile.Read(ref maintenance);
        set => Volatile.Write(ref maintenance, value);
    }

    /// <summary>
    /// The time, in Unix milliseconds (UTC), up to which what is due may happen: the one for which <see cref="Correct"/> has put
    /// everything right. The clock itself may have been moved since.
    /// </summary>
    public long CorrectUntil { get; private set; } = long.MinValue;

    /// <summary>Writes what has to be written since the clock was moved or the maintenances were changed; mostly nothing.</summary>
    /// <exception cref="StoreException">It cannot be committed; it is tried again with the next call.</exception>
    public void Correct()
    {
        TimeSpan jump = watch.JumpAt(out ClockWatch.Reading now);
        if (jump != TimeSpan.Zero)
        {
            long before = (now.Wall - jump).ToUnixTimeMilliseconds();
            Wait(store.ShiftExpiryAsync(before, before + (long)FurthestEnd.TotalMilliseconds, (long)jump.TotalMilliseconds));
            watch.Accept(now);
            applied = null;
        }

        // Two delegates of one method are equal: it is a new one that says that something has changed.
        if (Maintenance is { } current && !ReferenceEquals(current, applied))
        {
            Wait(store.HoldUntilAsync(current));
            applied = current;
        }

        CorrectUntil = now.Wall.ToUnixTimeMilliseconds();
    }

    private static void Wait(ValueTask work)
    {
        if (work.IsCompleted)
        {
            work.GetAwaiter().GetResult();
        }
        else
        {
            work.AsTask().GetAwaiter().GetResult();
        }
    }
}
