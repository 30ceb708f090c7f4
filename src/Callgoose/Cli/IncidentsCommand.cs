using System.CommandLine;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary><c>callgoose incidents list|show|export|watch|acknowledge|unacknowledge|resolve</c>: works on a data folder or a server.</summary>
internal static class IncidentsCommand
{
    /// <summary>The maximum number of incidents that one command changes by conditions.</summary>
    private const int MaxActedOn = 10_000;

    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("incidents", "List, show, export, watch, acknowledge and resolve incidents.")
    {
        CreateList(),
        CreateShow(),
        CreateExport(),
        WatchCommand.Create(),
        CreateAction("acknowledge", "Acknowledge incidents: somebody works on them.", IncidentStateFilter.Triggered),
        CreateAction("unacknowledge", "Give incidents back.", IncidentStateFilter.Acknowledged),
        CreateAction("resolve", "Resolve incidents.", IncidentStateFilter.Active),
    };

    private static Command CreateList()
    {
        var filter = new IncidentFilter();
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many at most; up to 1000.", DefaultValueFactory = static _ => 50 };
        var sort = new Option<string>("--sort") { Description = "The order: newest, oldest, urgency, seen (the last report first) or repeats.", DefaultValueFactory = static _ => "newest" };
        sort.AcceptOnlyFromAmong("newest", "oldest", "urgency", "seen", "repeats");
        Option<bool> json = CommonOptions.Json();
        var where = new IncidentPlace();
        var command = new Command("list", "List incidents, newest first unless --sort says otherwise.") { limit, sort, json };
        filter.AddTo(command);
        where.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            int most = Math.Clamp(parsed.GetValue(limit), 1, 1000);
            string order = parsed.GetValue(sort)!;
            (JsonElement[] sorted, string? list, bool isWhole) = await IncidentOrder.ReadAsync(where.Open(parsed), filter.Read(parsed, most), order);
            if (!isWhole)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"callgoose: Only the newest {IncidentOrder.MostSorted} were sorted; there are more. Narrow them down, such as with --service.");
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? IncidentOrder.Json(sorted, list) + "\n" : IncidentText.Table(sorted, TimeProvider.System.GetUtcNow()));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<string>("ID") { Description = "The incident's id, or its last digits." };
        Option<bool> json = CommonOptions.Json();
        var where = new IncidentPlace();
        var command = new Command("show", "Show an incident with its timeline.") { id, json };
        where.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            IIncidentAccess incidents = where.Open(parsed);
            if (await new IncidentPick(incidents).FindAsync(parsed.GetValue(id)!) is not string whole || await incidents.ShowAsync(whole) is not JsonElement found)
            {
                return await MissingAsync(parsed, parsed.GetValue(id)!);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? found + "\n" : IncidentText.Details(found));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateExport()
    {
        var id = new Argument<string>("ID") { Description = "The incident's id, or its last digits." };
        var where = new IncidentPlace();
        var command = new Command("export", "Write an incident as a post-mortem in Markdown: summary, timeline, who was told, payload.") { id };
        where.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            IIncidentAccess incidents = where.Open(parsed);
            if (await new IncidentPick(incidents).FindAsync(parsed.GetValue(id)!) is not string whole || await incidents.ExportAsync(whole) is not string document)
            {
                return await MissingAsync(parsed, parsed.GetValue(id)!);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(document);
            return ExitCode.Done;
        });
        return command;
    }

    /// <param name="name">The name of the command, and of its action in the HTTP API.</param>
    /// <param name="description">The description for help.</param>
    /// <param name="state">The default state for incidents selected by conditions.</param>
    private static Command CreateAction(string name, string description, IncidentStateFilter state)
    {
        var ids = new Argument<string[]>("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "The incidents' ids, or their last digits. Without one, those that the conditions find." };
        var comment = new Option<string?>("--comment") { HelpName = "TEXT", Description = "A comment for the timeline of each incident." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what the conditions find." };
        Option<bool> json = CommonOptions.Json();
        var filter = new IncidentFilter();
        var where = new IncidentPlace();
        var command = new Command(name, description) { ids, comment, dryRun, json };
        filter.AddTo(command);
        where.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            string[] typed = parsed.GetValue(ids) ?? [];
            if (typed.Length > 0 == filter.IsGiven(parsed))
            {
                throw new UsageException(typed.Length > 0 ? "Ids and conditions exclude each other; give the one or the other." : "Name incidents by their ids, or by conditions such as --service; 'callgoose incidents list' takes the same ones.");
            }

            IIncidentAccess incidents = where.Open(parsed);
            IncidentQuery? query = typed.Length > 0 ? null : filter.Read(parsed, 1, state);
            return query is not null && parsed.GetValue(dryRun)
                ? await ListAsync(incidents, query, parsed, parsed.GetValue(json))
                : await new IncidentBatch(incidents, name, parsed.GetValue(comment), parsed.GetValue(json), parsed.InvocationConfiguration).RunAsync(typed, query, MaxActedOn);
        });
        return command;
    }

    private static async Task<int> ListAsync(IIncidentAccess incidents, IncidentQuery query, ParseResult parsed, bool asJson)
    {
        JsonElement list = await incidents.ListAsync(query with { Limit = 1000 });
        JsonElement[] found = [.. list.GetProperty("incidents").EnumerateArray()];
        await parsed.InvocationConfiguration.Output.WriteAsync(asJson ? list + "\n" : IncidentText.Table(found, TimeProvider.System.GetUtcNow()));
        return found.Length > 0 ? ExitCode.Done : ExitCode.NothingMatched;
    }

    private static async Task<int> MissingAsync(ParseResult parsed, string id)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"callgoose: There is no incident {SecretMask.Apply(id)}; 'callgoose incidents list' shows them.");
        return ExitCode.Failed;
    }
}
