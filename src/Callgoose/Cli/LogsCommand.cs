using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Logging;
using Callgoose.Payloads;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Cli;

/// <summary><c>callgoose logs</c>: the API log of a data folder, whether a server runs on it or not.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var follow = new Option<bool>("--follow") { Description = "Go on with new calls as they come." };
        var id = new Option<string?>("--call") { HelpName = "ID", Description = "One call with its body, by the id in its answer." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many calls at most.", DefaultValueFactory = static _ => 50 };
        Option<bool> json = CommonOptions.Json();
        Option<string> data = CommonOptions.Data();
        var command = new Command("logs", "Show the calls of tokens whose debug switch is on, with the reasons of every filter.") { follow, id, limit, json, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetValue(data)!;
            using ApiLogReader log = ApiLogReader.Open(DataFolder.Open(CommonOptions.ExistingFolder(path)));
            bool asJson = parsed.GetValue(json);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(id) is string callId)
            {
                return ShowOne(log, callId, asJson, parsed.InvocationConfiguration);
            }

            long last = 0;
            foreach (ApiLogRow row in Newest(log, Math.Max(1, parsed.GetValue(limit))))
            {
                last = row.Sequence;
                await output.WriteAsync(Line(row.Entry, asJson));
            }

            while (parsed.GetValue(follow) && !cancellation.IsCancellationRequested)
            {
                foreach (ApiLogRow row in log.List(new ApiLogQuery { Environment = null, After = last, Limit = 100 }).Rows)
                {
                    last = row.Sequence;
                    await output.WriteAsync(Line(row.Entry, asJson));
                }

                await output.FlushAsync(CancellationToken.None);
                await Task.Delay(FollowInterval, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The newest entries, the oldest of them first.</summary>
    private static List<ApiLogRow> Newest(ApiLogReader log, int limit)
    {
        var rows = new List<ApiLogRow>();
        for (long? before = long.MaxValue; before is not null && rows.Count < limit;)
        {
            ApiLogPage page = log.List(new ApiLogQuery { Environment = null, Before = before, Limit = limit - rows.Count });
            rows.AddRange(page.Rows);
            before = page.NextCursor;
        }

        rows.Reverse();
        return rows;
    }

    private static int ShowOne(ApiLogReader log, string id, bool asJson, InvocationConfiguration console)
    {
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId callId))
        {
            throw new UsageException("--call is no call id; each answer of the server has one.");
        }

        if (log.Find(callId) is not ApiLogRow row)
        {
            console.Error.WriteLine($"callgoose: The log has no call {id}; 'callgoose tokens debug ID on' has to be on before a call comes.");
            return ExitCode.Failed;
        }

        console.Output.Write(asJson
            ? JsonText.Write(writer => ApiLogJson.WriteMembers(writer, row.Entry, withBody: true)) + "\n"
            : Line(row.Entry, asJson: false) + "\n" + TerminalText.Block(Encoding.UTF8.GetString(row.Entry.Body)) + "\n");
        return ExitCode.Done;
    }

    private static string Line(ApiLogEntry entry, bool asJson)
    {
        if (asJson)
        {
            return JsonText.Write(writer => ApiLogJson.WriteMembers(writer, entry, withBody: false)) + "\n";
        }

        var text = new StringBuilder();
        string time = DateTimeOffset.FromUnixTimeMilliseconds(entry.ReceivedAt).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Append($"{time}  {entry.Status}  {entry.Method} {entry.Url}  {entry.BodyLength} bytes from {entry.RemoteAddress}, token {entry.TokenName}, call {entry.CallId}");
        if (entry.Refusal.Length > 0)
        {
            Append($"    refused: {entry.Refusal}");
        }

        foreach (string note in ApiLogNotes.Of(entry))
        {
            Append($"    note: {note}");
        }

        using JsonDocument judged = JsonDocument.Parse(JsonText.Write(json => LoggedVerdicts.WriteMembers(json, entry.Verdicts)));
        AppendAnswer(judged.RootElement, Append);
        foreach (JsonElement service in judged.RootElement.GetProperty(LoggedVerdicts.Services).EnumerateArray())
        {
            if (service.TryGetProperty("nearestSource", out JsonElement nearest))
            {
                Append($"    from={entry.From} names no integration; did you mean {nearest.GetString()}?");
            }

            foreach (JsonElement part in service.GetProperty("filters").EnumerateArray())
            {
                string verdict = part.GetProperty("passed").GetBoolean() ? "passed" : part.GetProperty("reason").GetString()!;
                Append($"    {service.GetProperty("service").GetString()} / {part.GetProperty("integration").GetString()} / {part.GetProperty("filter").GetString()} {part.GetProperty("part").GetString()}: {verdict}");
            }
        }

        return text.ToString();

        void Append(string line) => text.Append(TerminalText.Line(line)).Append('\n');
    }

    /// <summary>Why the call was refused, or what came of it.</summary>
    private static void AppendAnswer(JsonElement judged, Action<string> append)
    {
        if (judged.GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem)
        {
            string place = problem.TryGetProperty("line", out JsonElement line) ? $" (line {line}, column {problem.GetProperty("column")})" : string.Empty;
            append($"    refused: {problem.GetProperty("title").GetString()}{place}: {problem.GetProperty("detail").GetString()}");
        }

        foreach (JsonElement outcome in judged.GetProperty("outcomes").EnumerateArray())
        {
            string incident = outcome.GetProperty("incident").GetString() is string id ? $" ({id})" : string.Empty;
            string element = outcome.TryGetProperty("element", out JsonElement index) ? $" element {index}" : string.Empty;
            append($"    {outcome.GetProperty("service").GetString()}{element}: {outcome.GetProperty("text").GetString()}{incident}");
        }
    }
}
