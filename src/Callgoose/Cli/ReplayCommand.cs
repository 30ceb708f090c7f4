using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Configuration;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary><c>callgoose replay</c>: evaluates logged calls again with other schema files, and prints only the differences. It changes nothing.</summary>
internal static class ReplayCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Option<string> since = LoggedCalls.Since("24h");
        Option<string[]> schemas = CommonOptions.Schemas();
        schemas.Required = true;
        Option<string?> config = DeliveryOptions.Config("The configuration file whose services the calls are judged for; by default that which a server finds.");
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data(mayBeShared: true, followsConfig: false);
        var command = new Command("replay", "Run other schema files over logged calls, and print what differs. Exit code 3: nothing.") { since, schemas, config, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            CommonOptions.Load(parsed.GetValue(schemas)!);
            DateTimeOffset from = LoggedCalls.TimeOf(parsed.GetValue(since)!);
            var replay = new Replay(Settings(parsed.GetValue(config), parsed.GetValue(schemas)!).Services);
            using var calls = await LoggedCalls.OpenAsync(parsed, url, token, data, null);
            await foreach (JsonElement call in calls.SinceAsync(from))
            {
                replay.Judge(call);
            }

            await parsed.InvocationConfiguration.Error.WriteAsync(Remarks(replay));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? JsonText.Write(writer => WriteMembers(writer, replay)) + "\n" : Text(replay));
            return replay.Differences.Count > 0 ? ExitCode.Done : ExitCode.NothingMatched;
        });
        return command;
    }

    private static ServerSettings Settings(string? config, string[] schemas)
    {
        ConfigurationResult configuration = new ConfigurationSources
        {
            Variables = EnvironmentSettings.OfProcess(), File = config, Flags = new SettingsLayer { Schemas = schemas },
        }.Load();
        return configuration.Problems.Count == 0
            ? configuration.Settings
            : throw new UsageException(string.Join("\n", configuration.Problems.Select(static problem => problem.ToString())));
    }

    private static string Remarks(Replay replay)
    {
        string none = replay.Judged + replay.Skipped > 0 ? string.Empty
            : "callgoose: The log has no call of that time; only calls of tokens whose debug switch is on are logged ('callgoose tokens debug ID on').\n";
        string skipped = replay.Skipped == 0 ? none
            : string.Create(CultureInfo.InvariantCulture, $"callgoose: {replay.Skipped} calls were left out: they were refused, their body is longer than the log keeps, or their service is gone.\n");
        return replay.UnknownHeaders.Count == 0 ? skipped
            : $"{skipped}callgoose: No logged call has the header {string.Join(", ", replay.UnknownHeaders)}: the log keeps a header only if a schema file named it when the call came. Calls that come from now on have it once the server uses the new files.\n";
    }

    private static string Text(Replay replay)
    {
        var text = new StringBuilder();
        foreach (ReplayDifference one in replay.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"{one.ReceivedAt}  {(one.From is null ? "without a source" : TerminalText.Line(one.From))}  call {one.CallId}, service {TerminalText.Line(one.Service)}\n");
            Append("before", one.Before);
            Append("after", one.After);
        }

        text.Append(CultureInfo.InvariantCulture, $"{replay.Differences.Select(static one => one.CallId).Distinct().Count()} of {replay.Judged} calls would be judged differently\n");
        return text.ToString();

        void Append(string when, IReadOnlyList<string> verdicts)
        {
            foreach (string verdict in verdicts.DefaultIfEmpty("nothing"))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {when,-6}  {TerminalText.Line(verdict)}\n");
            }
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, Replay replay)
    {
        json.WriteNumber("judged"u8, replay.Judged);
        json.WriteNumber("skipped"u8, replay.Skipped);
        json.WriteStartArray("differences"u8);
        foreach (ReplayDifference one in replay.Differences)
        {
            json.WriteStartObject();
            json.WriteString("callId"u8, one.CallId);
            json.WriteString("receivedAt"u8, one.ReceivedAt);
            json.WriteString("from"u8, one.From);
            json.WriteString("service"u8, one.Service);
            Write("before", one.Before);
            Write("after", one.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void Write(string name, IReadOnlyList<string> verdicts)
        {
            json.WriteStartArray(name);
            foreach (string verdict in verdicts)
            {
                json.WriteStringValue(verdict);
            }

            json.WriteEndArray();
        }
    }
}
