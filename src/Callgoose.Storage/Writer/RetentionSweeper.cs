using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// Removes expired data from time to time, between the commits of calls. Each step is a bounded transaction, like those of calls, so a call
/// waits for one step at most.
/// </summary>
internal sealed class RetentionSweeper(IBatchStore store, StoreOptions options, TimeProvider clock)
{
    /// <summary>The pause between two steps, so that a large removal leaves the disk to the calls for most of the time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly long interval = (long)options.SweepInterval.TotalMilliseconds;
    private long retention = (long)options.Retention.TotalMilliseconds;
    private long lastPass = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private long lastStep;
    private bool isHalfDone;

    /// <inheritdoc cref="StoreOptions.Retention"/>
    /// <remarks>May be set from any thread.</remarks>
    public TimeSpan Retention
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref retention));
        set => Volatile.Write(ref retention, (long)value.TotalMilliseconds);
    }

    /// <summary>How long the writer may wait for calls before it checks again.</summary>
    public TimeSpan Patience => isHalfDone ? Pause : options.SweepInterval;

    /// <summary>True if a step is due. A clock that was put forward or back is a reason to check, too.</summary>
    public bool IsDue => isHalfDone
        ? Environment.TickCount64 - lastStep >= Pause.TotalMilliseconds
        : Math.Abs(Now - lastPass) >= interval;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs one step.</summary>
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
