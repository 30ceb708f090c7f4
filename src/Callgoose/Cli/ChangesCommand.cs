using System.CommandLine;
using System.Text.Json;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose changes</c>: lists the change events that senders reported.</summary>
internal static class ChangesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var service = new Option<string?>("--service") { HelpName = "S", Description = "Only changes that concern this service." };
        Option<string> since = LoggedCalls.Since("7d");
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many at most, newest first: 1 to 500.", DefaultValueFactory = static _ => 100 };
        Option<bool> json = CommonOptions.Json();
        var where = new IncidentPlace();
        var command = new Command("changes", "List the changes that senders reported, such as deployments, newest first.") { service, since, limit, json };
        where.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            int most = parsed.GetValue(limit);
            if (most is < 1 or > 500)
            {
                throw new UsageException("--limit is a number from 1 to 500.");
            }

            JsonElement list = await where.Open(parsed).ChangesAsync(parsed.GetValue(service), LoggedCalls.TimeOf(parsed.GetValue(since)!), most);
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Table(JsonElement list)
    {
        var table = TextTable.Whole("AT", "SOURCE", "SUMMARY", "SERVICES");
        foreach (JsonElement change in list.GetProperty("changes").EnumerateArray())
        {
            table.Add(
                TokensListCommand.Time(change.GetProperty("at").GetString()!), change.GetProperty("source").GetString() ?? string.Empty, change.GetProperty("summary").GetString()!,
                string.Join(", ", change.GetProperty("services").EnumerateArray().Select(static name => name.GetString())));
        }

        return table.ToString();
    }
}
