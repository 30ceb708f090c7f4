using System.Text.RegularExpressions;
using Callgoose.LoadTest.Load;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>The published product.</summary>
/// <param name="executable">The native executable.</param>
internal sealed partial class CallgooseContender(string executable) : IContender
{
    /// <inheritdoc/>
    public string Name => "callgoose";

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(
        Authenticates: true,
        Filters: true,
        Durable: true,
        "the published executable, on an empty data folder in each round; every 201 is an incident on disk");

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync()
    {
        var folder = new TempFolder();
        try
        {
            return Task.FromResult(Start(folder["data"], null, folder));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Starts it on a data folder.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="token">A token that the folder already has; null for a folder that does not exist yet.</param>
    /// <param name="owned">A folder that is removed with the server.</param>
    /// <param name="withTls">The folder for a certificate to listen with; null to listen without TLS.</param>
    /// <param name="configuration">A configuration file; null for none.</param>
    public RunningServer Start(string dataFolder, string? token, TempFolder? owned = null, TempFolder? withTls = null, string? configuration = null)
    {
        string[] more = configuration is null ? [] : ["--config", configuration];
        return Running(
            withTls is null ? Child.Start(executable, ["serve", "--data", dataFolder, "--urls", "http://127.0.0.1:0", .. more], [.. SlowDisk.Environment]) : StartWithTls(dataFolder, withTls),
            token,
            owned);
    }

    /// <summary>Starts it on a shared store.</summary>
    /// <param name="configuration">A configuration file that names the store.</param>
    /// <param name="token">A token that the store already has; null for an empty store.</param>
    /// <param name="owned">A folder that is removed with the server.</param>
    public RunningServer StartShared(string configuration, string? token, TempFolder? owned) =>
        Running(Child.Start(executable, ["serve", "--config", configuration, "--urls", "http://127.0.0.1:0"]), token, owned);

    private static RunningServer Running(Child process, string? token, TempFolder? owned)
    {
        try
        {
            string address = ListensOn().Match(process.ReadLineUntil(ListensOn().IsMatch)).Groups[1].Value;
            token ??= FirstToken().Match(process.ReadLineUntil(FirstToken().IsMatch)).Groups[1].Value;
            process.DrainOutput();
            return new RunningServer(process, owned)
            {
                Target = new Uri($"{address}/v1/process?from=BetterStack"),
                Token = token,
                ExpectedStatus = 201,
                CountIncidents = StoredIncidents.CountAsync,
            };
        }
        catch
        {
            process.DisposeAsync().AsTask().Wait();
            throw;
        }
    }

    private Child StartWithTls(string dataFolder, TempFolder folder)
    {
        SelfSignedCertificate.Write(folder["cert.pem"], folder["key.pem"]);
        return Child.Start(
            executable,
            ["serve", "--data", dataFolder, "--urls", "https://127.0.0.1:0"],
            ("CALLGOOSE_TLS__CERTIFICATE", folder["cert.pem"]),
            ("CALLGOOSE_TLS__KEY", folder["key.pem"]));
    }

    [GeneratedRegex(@"listens on (https?://\S+?),? ")]
    private static partial Regex ListensOn();

    [GeneratedRegex(@"^\s*(cg_[A-Za-z0-9_-]+)\s*$")]
    private static partial Regex FirstToken();
}
