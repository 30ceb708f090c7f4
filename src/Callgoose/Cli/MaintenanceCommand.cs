using System.CommandLine;
using System.Text.Json;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose maintenance list|begin|extend|end</c>: works on a server, or on a data folder or a shared store even while servers run on it.</summary>
internal static class MaintenanceCommand
{
    /// <summary>Separates texts that a payload must contain together.</summary>
    private const string And = "&&";

    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("maintenance", "List, begin, extend and end maintenances of services.")
    {
        CreateList(),
        CreateBegin(),
        CreateExtend(),
        CreateEnd(),
    };

    private static Command CreateList()
    {
        var service = new Option<string?>("--service") { HelpName = "S", Description = "Only of this service." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List running and planned maintenances, and those of the last thirty days.") { service, json };
        MaintenancePlace place = MaintenancePlace.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using IMaintenanceAccess access = await place.OpenAsync(parsed);
            JsonElement list = await access.ListAsync(parsed.GetValue(service));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? list + "\n" : Table(list));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateBegin()
    {
        var service = new Argument<string>("SERVICE") { Description = "The service whose triggers are held." };
        var length = new Option<string?>("--for") { HelpName = "TIME", Description = "How long it lasts, such as 30m or 2h." };
        Option<string?> until = Until("When it ends, such as 2026-03-01T22:00:00Z. Either this or --for.");
        var from = new Option<string?>("--from") { HelpName = "T", Description = "When it begins. Default: now." };
        var tag = new Option<string[]>("--tag") { HelpName = "TEXT", Description = $"Hold only calls with this text in the payload; texts joined by '{And}' must all be there. May be given several times: any of them is enough." };
        var reason = new Option<string?>("--reason") { HelpName = "R", Description = "Why." };
        var command = new Command("begin", "Begin a maintenance: triggers are held, resolves apply, and what is still open at its end opens then.") { service, length, until, from, tag, reason };
        MaintenancePlace place = MaintenancePlace.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using IMaintenanceAccess access = await place.OpenAsync(parsed);
            var wanted = new NewMaintenance(
                parsed.GetValue(service)!, parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(length),
                [.. (parsed.GetValue(tag) ?? []).Select(static text => text.Split(And, StringSplitOptions.TrimEntries))], parsed.GetValue(reason) ?? string.Empty);
            await WriteAsync(parsed, await access.BeginAsync(wanted));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateExtend()
    {
        Argument<string> which = Which();
        var by = new Option<string?>("--by") { HelpName = "TIME", Description = "How much later it ends, such as 30m or 2h." };
        Option<string?> until = Until("The new end, such as 2026-03-01T22:00:00Z. Either this or --by.");
        var command = new Command("extend", "Move the end of a maintenance that has not ended.") { which, by, until };
        MaintenancePlace place = MaintenancePlace.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using IMaintenanceAccess access = await place.OpenAsync(parsed);
            string id = await IdOfAsync(access, parsed.GetValue(which)!);
            await WriteAsync(parsed, await access.ExtendAsync(id, parsed.GetValue(until), parsed.GetValue(by)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateEnd()
    {
        Argument<string> which = Which();
        var command = new Command("end", "End a maintenance now.") { which };
        MaintenancePlace place = MaintenancePlace.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using IMaintenanceAccess access = await place.OpenAsync(parsed);
            await WriteAsync(parsed, await access.EndAsync(await IdOfAsync(access, parsed.GetValue(which)!)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<string> Which() => new("SERVICE") { Description = "The service, or the id of the maintenance." };

    private static Option<string?> Until(string description) => new("--until") { HelpName = "T", Description = description };

    /// <summary>Finds the maintenance for an id, or the only one for a service.</summary>
    private static async Task<string> IdOfAsync(IMaintenanceAccess access, string which)
    {
        JsonElement[] open =
        [
            .. (await access.ListAsync(null)).GetProperty("maintenances").EnumerateArray()
                .Where(static one => one.GetProperty("state").GetString() != "ended")
                .Where(one => one.GetProperty("id").GetString() == which || one.GetProperty("service").GetString() == which),
        ];
        string[] begun = [.. open.Select(static one => one.GetProperty("id").GetString()).OfType<string>()];
        return begun.Length == 1 ? begun[0] : throw new UsageException(
            begun.Length > 1 ? $"Several maintenances of '{which}' have not ended; name one by its id: {string.Join(", ", begun)}."
            : open.Length > 0 ? $"The maintenance of '{which}' stands in the configuration file; change it there."
            : $"No maintenance of '{which}' is running or planned; 'callgoose maintenance list' shows them.");
    }

    private static Task WriteAsync(ParseResult parsed, JsonElement one) =>
        parsed.InvocationConfiguration.Output.WriteLineAsync(TerminalText.Line(
            $"{one.GetProperty("service").GetString()}: {one.GetProperty("state").GetString()} from {TokensListCommand.Time(one.GetProperty("from").GetString()!)} until {TokensListCommand.Time(one.GetProperty("until").GetString()!)} ({one.GetProperty("id").GetString()})"));

    private static string Table(JsonElement list)
    {
        var table = TextTable.Whole("STATE", "SERVICE", "FROM", "UNTIL", "TAGS", "HELD", "REASON", "BY", "ID");
        string? file = list.GetProperty("file").GetString();
        foreach (JsonElement one in list.GetProperty("maintenances").EnumerateArray())
        {
            string tags = string.Join(" | ", one.GetProperty("tags").EnumerateArray().Select(static filter => string.Join($" {And} ", filter.EnumerateArray().Select(static text => text.GetString()))));
            table.Add(
                one.GetProperty("state").GetString()!, one.GetProperty("service").GetString()!, TokensListCommand.Time(one.GetProperty("from").GetString()!),
                TokensListCommand.Time(one.GetProperty("until").GetString()!), tags,
                one.GetProperty("held").ToString(), one.GetProperty("reason").GetString()!,
                one.GetProperty("begunBy").GetString() ?? $"{file}:{one.GetProperty("line")}", one.GetProperty("id").GetString() ?? string.Empty);
        }

        return table.ToString();
    }
}
