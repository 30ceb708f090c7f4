using System.CommandLine;
using System.Text.Json;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose changes</c>: what senders told that they changed.</summary>
internal static class ChangesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var service = new Option<string?>("--service") { HelpName = "S", Description = "Only changes that concern this service." };
        Option<string> since = LoggedCalls.Since("7d");
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many at most, newest first; up to 500.", DefaultValueFactory = static _ => 100 };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command("changes", "List what was changed, such as deployments, newest first.") { service, since, limit, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            IIncidentAccess incidents = parsed.GetValue(url) is string server
                ? new ServerIncidents(new ServerClient(server, parsed.GetValue(token)))
                : new FolderIncidents(parsed.GetValue(data)!);
            JsonElement list = await incidents.ChangesAsync(parsed.GetValue(service), LoggedCalls.TimeOf(parsed.GetValue(since)!), Math.Clamp(parsed.GetValue(limit), 1, 500));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Table(JsonElement list)
    {
        var table = new TextTable("AT", "SOURCE", "SUMMARY", "SERVICES");
        foreach (JsonElement change in list.GetProperty("changes").EnumerateArray())
        {
            table.Add(
                TokensListCommand.Time(change.GetProperty("at").GetString()!),
                change.GetProperty("source").GetString() ?? string.Empty,
                change.GetProperty("summary").GetString()!,
                string.Join(", ", change.GetProperty("services").EnumerateArray().Select(static name => name.GetString())));
        }

        return table.ToString();
    }
}
