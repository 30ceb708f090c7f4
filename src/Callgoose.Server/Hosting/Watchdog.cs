using System.Globalization;

namespace Callgoose.Hosting;

/// <summary>
/// Reports to the service manager that the server is alive (sd_watchdog_enabled(3)), as long as the thread that commits makes progress. A
/// server that answers requests but cannot commit would be useless.
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

        // The manager's interval covers two things: half of it a slow commit, half of it the time to the next check.
        most = interval / 2;
        timer = new Timer(static watchdog => ((Watchdog)watchdog!).Look(), this, TimeSpan.Zero, interval / 4);
    }

    /// <summary>Starts the watchdog, if the service manager expects one.</summary>
    /// <param name="manager">The service manager.</param>
    /// <param name="progressedAt">Returns when the writer last made progress, in terms of <see cref="Environment.TickCount64"/>.</param>
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
