using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Hosting;
using Callgoose.Observability;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Cli;

/// <summary>
/// Reports the progress of a start on standard output and to the service manager. A server that waits for its shared store counts as up: it listens and is alive.
/// </summary>
internal sealed class StartReport(ConfigurationResult configuration, ServiceManager manager, TextWriter output) : IDisposable
{
    private readonly string place = configuration.Settings.Store is SettingReference store
        ? $"store in PostgreSQL at {ConnectionUrl.Describe(StoreAddress.Read(store))}"
        : $"data in {configuration.Settings.DataFolder}";

    private volatile CallgooseServer? serving;
    private Watchdog? watchdog;

    /// <summary>Reports that the server listens but cannot reach its shared store.</summary>
    public void Waits(IReadOnlyCollection<string> addresses)
    {
        output.WriteLine($"{Listens(addresses)}, which cannot be reached yet");
        BeReady();
    }

    /// <summary>Reports that the server is serving.</summary>
    public void Serves(CallgooseServer server)
    {
        string metrics = server.MetricsAddress is null ? string.Empty : $", metrics on {server.MetricsAddress}";
        output.WriteLine($"{Listens(server.Addresses)}{metrics}");
        serving = server;
    }

    /// <summary>Reports that the start has printed everything.</summary>
    public void BeReady()
    {
        output.Flush();
        manager.Ready();
        watchdog ??= Watchdog.Start(manager, () => serving?.ProgressedAt ?? Environment.TickCount64);
    }

    /// <inheritdoc/>
    public void Dispose() => watchdog?.Dispose();

    private string Listens(IReadOnlyCollection<string> addresses)
    {
        string configured = configuration.File is null ? string.Empty : $", configuration in {configuration.File}";
        return $"callgoose {ProductVersion.Number} listens on {string.Join(" and ", addresses)}, {place}{configured}";
    }
}
