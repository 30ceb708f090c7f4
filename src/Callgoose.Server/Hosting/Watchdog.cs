using System.Globalization;

namespace Callgoose.Hosting;

/// <summary>
/// Tells the service manager that the server lives (sd_watchdog_enabled(3)), for as long as the thread goes on that commits for everybody. A
/// server that only answers that it is well would be no use.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const string IntervalVariable = "WATCHDOG_USEC";
    private const string ProcessVariable = "WATCHDOG_PID";

    private readonly Timer timer;
    private readonly ServiceManager manager;
    private readonly Func<long> progressedAt;
    private readonly TimeSpan most;

    private Watchdog(ServiceManager manager, Func<long> progressedAt, TimeSpan interval)
    {
        this.manager = manager;
        this.progressedAt = progressedAt;

        // What the manager allows in all: half of it for a commit that takes long, half for the next look.
        most = interval / 2;
        timer = new Timer(static watchdog => ((Watchdog)watchdog!).Look(), this, TimeSpan.Zero, interval / 4);
    }

    /// <summary>Begins, if the service manager wants to be told.</summary>
    /// <param name="manager">The service manager.</param>
    /// <param name="progressedAt">When the writer last went on, by <see cref="Environment.TickCount64"/>.</param>
    public static Watchdog? Start(ServiceManager manager, Func<long> progressedAt)
    {
        bool isOfOther = long.TryParse(Environment.GetEnvironmentVariable(ProcessVariable), NumberStyles.None, CultureInfo.InvariantCulture, out long process)
            && process != Environment.ProcessId;
        return manager.IsPresent && !isOfOther
            && long.TryParse(Environment.GetEnvironmentVariable(IntervalVariable), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0
            ? new Watchdog(manager, progressedAt, TimeSpan.FromMicroseconds(microseconds))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Environment.TickCount64 - progressedAt() < most.TotalMilliseconds)
        {
            manager.Alive();
        }
    }
}
