using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// Removes what has been kept long enough, now and then, between the commits of calls: each step is a transaction of its own
/// that is bounded like theirs, so a call waits for one step at most.
/// </summary>
internal sealed class RetentionSweeper(IBatchStore store, StoreOptions options, TimeProvider clock)
{
    /// <summary>Between two steps, so that removing a lot leaves the disk to the calls for most of the time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly long interval = (long)options.SweepInterval.TotalMilliseconds;
    private long retention = (long)options.Retention.TotalMilliseconds;
    private long lastPass = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private long lastStep;
    private bool isHalfDone;

    /// <inheritdoc cref="StoreOptions.Retention"/>
    /// <remarks>May be changed from any thread.</remarks>
    public TimeSpan Retention
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref retention));
        set => Volatile.Write(ref retention, (long)value.TotalMilliseconds);
    }

    /// <summary>How long the writer may wait for calls before it asks again.</summary>
    public TimeSpan Patience => isHalfDone ? Pause : options.SweepInterval;

    /// <summary>Whether it is time for a step. A clock that was put forward or back is a reason to look, too.</summary>
    public bool IsDue => isHalfDone
        ? Environment.TickCount64 - lastStep >= Pause.TotalMilliseconds
        : Math.Abs(Now - lastPass) >= interval;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes one step.</summary>
    /// <exception cref="StoreException">It cannot be committed.</exception>
    public void Run()
    {
        lastPass = Now;
        isHalfDone = false;
        ValueTask<bool> removal = store.RemoveExpiredAsync(lastPass, Volatile.Read(ref retention));
        bool isMore = removal.IsCompletedSuccessfully ? removal.Result : removal.AsTask().GetAwaiter().GetResult();
        isHalfDone = isMore;
        lastStep = Environment.TickCount64;
    }
}
