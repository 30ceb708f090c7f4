using System.CommandLine;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Payloads;
using Callgoose.Storage.Overview;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary><c>callgoose report</c>: shows how many incidents opened, their sources, times and durations.</summary>
internal static class ReportCommand
{
    /// <summary>How often to ask a server again while it is still counting; the next constant is the interval.</summary>
    private const int MostTries = 120;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Option<string> since = LoggedCalls.Since("30d");
        var service = new Option<string?>("--service") { HelpName = "S", Description = "Only incidents of this service." };
        var zone = new Option<string>("--zone")
        {
            HelpName = "ZONE", Description = "The time zone of days and nights, such as Europe/Berlin; else that of this machine.", DefaultValueFactory = static _ => OfMachine(),
        };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("report", "Show how many incidents opened, when and of what, how long they took, and which keys are noisiest.")
        {
            since, service, zone, json, url, token, data,
        };
        command.SetAction(async (parsed, _) =>
        {
            DateTimeOffset from = LoggedCalls.TimeOf(parsed.GetValue(since)!);
            string name = parsed.GetValue(zone)!;
            if (!ReportZone.TryFind(name, out TimeZoneInfo? found))
            {
                throw new UsageException($"--zone is '{name}', which is no time zone of this system, such as Europe/Berlin.");
            }

            JsonElement report = parsed.GetValue(url) is string server
                ? await AskAsync(server, parsed.GetValue(token), from, parsed.GetValue(service), name)
                : CommonOptions.SharedStore(parsed, data, config: null) is PostgresStoreOptions shared
                ? await CountAsync(shared, from, parsed.GetValue(service), found)
                : await CountAsync(parsed.GetValue(data)!, from, parsed.GetValue(service), found);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? report + "\n" : ReportText.Write(report, found));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Asks a server, repeatedly while it is still counting.</summary>
    private static async Task<JsonElement> AskAsync(string url, string? token, DateTimeOffset since, string? service, string zone)
    {
        using var server = new ServerClient(url, token);
        string path = $"v1/report?since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&zone={Uri.EscapeDataString(zone)}{(service is null ? string.Empty : $"&service={Uri.EscapeDataString(service)}")}";
        for (int tries = 1; ; tries++)
        {
            JsonElement report = await server.SendAsync(HttpMethod.Get, path)
                ?? throw new IOException("The server knows no reports: it is of an older version.");
            if (tries == MostTries || report.GetProperty("state").GetString() == "complete")
            {
                return report;
            }

            await Task.Delay(BetweenTries);
        }
    }

    /// <summary>Counts the incidents in a data folder, of all environments, even while a server runs.</summary>
    private static async Task<JsonElement> CountAsync(string path, DateTimeOffset since, string? service, TimeZoneInfo zone)
    {
        var folder = DataFolder.Open(CommonOptions.ExistingFolder(path));
        folder.RequireWhole();
        return await CountAsync(() => OverviewReader.Open(folder), since, service, zone);
    }

    /// <summary>Counts what is in a shared store, beside servers or not.</summary>
    private static async Task<JsonElement> CountAsync(PostgresStoreOptions options, DateTimeOffset since, string? service, TimeZoneInfo zone)
    {
        using SharedStore store = await SharedStore.OpenAsync(options, TimeProvider.System);
        return await CountAsync(store.OpenOverview, since, service, zone);
    }

    private static async Task<JsonElement> CountAsync(Func<IOverviewReader> open, DateTimeOffset since, string? service, TimeZoneInfo zone)
    {
        await using var counter = new OverviewCounter(open, TimeProvider.System);
        OverviewReport report = await counter.ReadAsync(
            new OverviewQuery { Services = service is null ? null : [service], Since = since.ToUnixTimeMilliseconds(), Zone = zone }, Timeout.InfiniteTimeSpan);
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json => ReportJson.WriteMembers(json, report, zone)));
        return document.RootElement.Clone();
    }

    private static string OfMachine() => ReportZone.TryFind(TimeZoneInfo.Local.Id, out _) ? TimeZoneInfo.Local.Id : TimeZoneInfo.Utc.Id;
}
