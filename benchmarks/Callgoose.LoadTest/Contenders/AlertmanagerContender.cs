using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>Prometheus Alertmanager, alone and without a receiver.</summary>
internal sealed class AlertmanagerContender : IContender
{
    /// <summary>The number of received alerts. The number of stored ones is available only as a JSON list of all of them.</summary>
    private const string AlertsMetric = "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"}";

    /// <inheritdoc/>
    public string Name => "alertmanager";

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(
        Authenticates: false,
        Filters: false,
        Durable: false,
        "Prometheus Alertmanager, `POST /api/v2/alerts` with one alert in each; keeps and groups alerts in memory, notifies nobody, "
        + "loses them with the process");

    /// <inheritdoc/>
    public bool IsInstalled => Program is not null;

    /// <summary>The name in Debian, and the usual name.</summary>
    private static string? Program => Tools.Find("prometheus-alertmanager") ?? Tools.Find("alertmanager");

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync(static (folder, port) => Start(FilledFiles.Write("alertmanager.yml", folder), folder, port, folder));

    /// <summary>Starts it with a receiver that gets a separate notification for each alert.</summary>
    /// <param name="folder">The folder for its data.</param>
    /// <param name="receiver">The port of the receiver.</param>
    public static async Task<RunningServer> StartNotifyingAsync(TempFolder folder, int receiver)
    {
        RunningServer server = Start(
            FilledFiles.Write("alertmanager-notifying.yml", folder, ("RECEIVER", receiver.ToString(System.Globalization.CultureInfo.InvariantCulture))), folder, LoopbackPort.Free(), null);
        await server.WaitUntilItListensAsync();
        return server;
    }

    private static RunningServer Start(string configuration, TempFolder folder, int port, TempFolder? owned)
    {
        Child process = ContenderStart.Process(
            Program!,
            $"--config.file={configuration}",
            $"--storage.path={folder["data"]}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--cluster.listen-address=",
            "--log.level=error");
        return new RunningServer(process, owned)
        {
            Target = new Uri($"http://127.0.0.1:{port}/api/v2/alerts"),
            Token = FilledFiles.Token,
            Payload = Payloads.Alert,
            ExpectedStatus = 200,
            ExpectedBody = AnswerBody.Empty,
            CountIncidents = CountAsync,
        };
    }

    private static async Task<long> CountAsync(RunningServer server) => (long)(await ServerMetrics.ReadAsync(server))[AlertsMetric];
}
