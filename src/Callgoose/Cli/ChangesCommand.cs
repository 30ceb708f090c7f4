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

    /// <summary>What a terminal has; what is cut off is in <c>--json</c>.</summary>
    private static string Table(JsonElement list)
    {
        const int Columns = 80;
        const int MostOfName = 15;
        (string At, string Source, string Summary, string Services)[] rows =
        [
            .. list.GetProperty("changes").EnumerateArray().Select(static change => (
                TokensListCommand.Time(change.GetProperty("at").GetString()!),
                Cut(change.GetProperty("source").GetString() ?? string.Empty, MostOfName),
                change.GetProperty("summary").GetString()!,
                Cut(string.Join(", ", change.GetProperty("services").EnumerateArray().Select(static name => name.GetString())), MostOfName))),
        ];
        var table = new TextTable("AT", "SOURCE", "SUMMARY", "SERVICES");
        int rest = Columns - "2026-11-28T08:00:00Z".Length - (3 * 2)
            - rows.Select(static row => row.Source.Length).Append("SOURCE".Length).Max() - rows.Select(static row => row.Services.Length).Append("SERVICES".Length).Max();
        foreach ((string at, string source, string summary, string services) in rows)
        {
            table.Add(at, source, Cut(summary, rest), services);
        }

        return table.ToString();
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";
}
