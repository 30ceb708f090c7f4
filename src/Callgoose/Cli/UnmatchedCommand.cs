using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary><c>callgoose unmatched</c>: lists the logged calls that no filter accepted, by source and shape.</summary>
internal static class UnmatchedCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Option<string> since = LoggedCalls.Since("7d");
        var samples = new Option<bool>("--samples") { Description = "Show the beginning of an example of each group. Bodies may hold confidential data." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("unmatched", "Group the logged calls that no filter took, by source and members. Exit code 3: none.") { since, samples, json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            using var calls = await LoggedCalls.OpenAsync(parsed, url, token, data, CommonOptions.Given(parsed.CommandResult, "--config"));
            JsonElement found = await calls.UnmatchedAsync(LoggedCalls.TimeOf(parsed.GetValue(since)!), parsed.GetValue(samples));
            await parsed.InvocationConfiguration.Error.WriteAsync(Remarks(found));
            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? found + "\n" : Text(found));
            return found.GetProperty("groups").GetArrayLength() > 0 ? ExitCode.Done : ExitCode.NothingMatched;
        });
        return command;
    }

    /// <summary>Explains which calls are missing here, and how to see them.</summary>
    private static string Remarks(JsonElement found)
    {
        int unlogged = found.GetProperty("unloggedTokens").GetInt32();
        int all = found.GetProperty("loggedTokens").GetInt32() + unlogged;
        const string Remedy = "'callgoose tokens debug ID on' logs what comes from then on, for 48 hours.";
        string blind = unlogged == 0 ? string.Empty
            : unlogged == all ? $"callgoose: No token's debug switch is on: new calls are not logged and cannot be shown. {Remedy}\n"
            : string.Create(CultureInfo.InvariantCulture, $"callgoose: The debug switch of {unlogged} of {all} tokens is off: their calls are not logged and cannot be shown. {Remedy}\n");
        return found.GetProperty("complete").GetBoolean() ? blind
            : blind + string.Create(CultureInfo.InvariantCulture, $"callgoose: There is more than this; the newest {found.GetProperty("searched").GetInt32()} calls were looked at. Give a shorter --since.\n");
    }

    private static string Text(JsonElement found)
    {
        var text = new StringBuilder();
        foreach (JsonElement group in found.GetProperty("groups").EnumerateArray())
        {
            int count = group.GetProperty("count").GetInt32();
            string from = group.GetProperty("from").GetString() is string source ? $"from {TerminalText.Line(source)}" : "without a source";
            text.Append(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "call" : "calls")} {from}, the last at {group.GetProperty("lastAt").GetString()}\n");
            text.Append(CultureInfo.InvariantCulture, $"  shape    {TerminalText.Line(group.GetProperty("shape").GetString()!)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  why      {TerminalText.Line(group.GetProperty("reason").GetString()!)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  example  {group.GetProperty("example").GetString()}\n");
            if (group.GetProperty("sample").GetString() is string sample)
            {
                text.Append(CultureInfo.InvariantCulture, $"  sample   {TerminalText.Line(sample)}\n");
            }
        }

        int groups = found.GetProperty("groups").GetArrayLength();
        text.Append(groups == 0
            ? string.Create(CultureInfo.InvariantCulture, $"a filter took each of the {found.GetProperty("searched").GetInt32()} logged calls\n")
            : "'callgoose logs --call ID' shows an example, 'callgoose suggest ID' proposes a schema file for it\n");
        return text.ToString();
    }
}
