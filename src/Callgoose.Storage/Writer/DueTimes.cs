using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// Keeps the timed changes of incidents correct. An incident expires a fixed time after its last report, even if the wall clock is moved
/// meanwhile. A held incident waits for the end of a maintenance, even if the maintenance is changed.
/// </summary>
internal sealed class DueTimes(IBatchStore store, TimeProvider clock)
{
    /// <summary>
    /// Expiry times further ahead than this are not shifted: they are times that a sender named while our clock was far behind, rather than
    /// durations after a report.
    /// </summary>
    private static readonly TimeSpan FurthestEnd = TimeSpan.FromDays(30);

    private readonly ClockWatch watch = new(clock);
    private Func<string, long>? maintenance;
    private Func<string, long>? applied;

    /// <summary>Returns the end of the maintenance that a service is in, in Unix milliseconds (UTC); 0 if it is in none. May be set from any thread.</summary>
    public Func<string, long>? Maintenance
    {
        get => Volatile.Read(ref maintenance);
        set => Volatile.Write(ref maintenance, value);
    }

    /// <summary>
    /// Changes due up to this time may happen, in Unix milliseconds (UTC): it is the time for which <see cref="Correct"/> has made all
    /// corrections. The clock itself may have been moved since.
    /// </summary>
    public long CorrectUntil { get; private set; } = long.MinValue;

    /// <summary>Writes the corrections that are needed because the clock was moved or the maintenances were changed; mostly none.</summary>
    /// <exception cref="StoreException">They cannot be committed; the next call tries again.</exception>
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

        // Two delegates of one method are equal, so compare references: a new delegate means that something has changed.
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
