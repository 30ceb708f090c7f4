using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>Prometheus Alertmanager, alone and with nobody to notify.</summary>
internal sealed class AlertmanagerContender : IContender
{
    /// <summary>Alerts taken in. How many it keeps it tells only as JSON, one by one.</summary>
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

    /// <summary>Debian's name for it, and everybody else's.</summary>
    private static string? Program => Tools.Find("prometheus-alertmanager") ?? Tools.Find("alertmanager");

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync(static (folder, port) =>
    {
        Child process = ContenderStart.Process(
            Program!,
            $"--config.file={FilledFiles.Write("alertmanager.yml", folder)}",
            $"--storage.path={folder["data"]}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--cluster.listen-address=",
            "--log.level=error");
        return new RunningServer(process, folder)
        {
            Target = new Uri($"http://127.0.0.1:{port}/api/v2/alerts"),
            Token = FilledFiles.Token,
            Payload = Payloads.Alert,
            ExpectedStatus = 200,
            ExpectedBody = AnswerBody.Empty,
            CountIncidents = CountAsync,
        };
    });

    private static async Task<long> CountAsync(RunningServer server) => (long)(await ServerMetrics.ReadAsync(server))[AlertsMetric];
}
