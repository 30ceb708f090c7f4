using System.CommandLine;
using System.Text.Json;
using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary><c>callgoose logs</c>: prints the API log of a data folder, even while a server runs on it, or of a server.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var follow = new Option<bool>("--follow") { Description = "Print new calls as they come." };
        var id = new Option<string?>("--call") { HelpName = "ID", Description = "One call with its body, by the id in its answer." };
        var refused = new Option<bool>("--refused") { Description = "Calls refused since the server started, including those without a valid token. Needs --url and a token with the scope admin." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many calls at most.", DefaultValueFactory = static _ => 50 };
        var filter = new LogFilter();
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data(mayBeShared: true);
        var command = new Command("logs", "Show the API log: the calls of tokens whose debug switch is on, with their results and the reason of every filter.") { follow, id, refused, limit, json, url, token, data };
        filter.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            bool asJson = parsed.GetValue(json);
            if (parsed.GetValue(refused))
            {
                return await ShowRefusedAsync(parsed.GetValue(url), parsed.GetValue(token), asJson, output);
            }

            using LoggedCalls log = await LoggedCalls.OpenAsync(parsed, url, token, data, CommonOptions.Given(parsed.CommandResult, "--config"));
            if (parsed.GetValue(id) is string callId)
            {
                return await ShowOneAsync(log, callId, asJson, parsed.InvocationConfiguration);
            }

            DateTimeOffset since = filter.Since(parsed);
            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonElement call in await NewestAsync(log, since, Math.Max(1, parsed.GetValue(limit)), call => filter.Takes(parsed, call)))
            {
                since = Tell(call, told);
                await output.WriteAsync(LogText.Of(call, asJson));
            }

            while (parsed.GetValue(follow) && !cancellation.IsCancellationRequested)
            {
                foreach (JsonElement call in await NewestAsync(log, since, int.MaxValue, call => !told.Contains(call.GetProperty("callId").GetString()!)))
                {
                    since = Tell(call, told);
                    await output.WriteAsync(filter.Takes(parsed, call) ? LogText.Of(call, asJson) : string.Empty);
                }

                await output.FlushAsync(CancellationToken.None);
                await Task.Delay(FollowInterval, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Remembers that a call was shown.</summary>
    /// <returns>The time from which to look for others. Several calls may have arrived in the same millisecond; the shown ones are known.</returns>
    private static DateTimeOffset Tell(JsonElement call, HashSet<string> told)
    {
        if (told.Count > 10_000)
        {
            told.Clear();
        }

        told.Add(call.GetProperty("callId").GetString()!);
        return call.GetProperty("receivedAt").GetDateTimeOffset();
    }

    /// <summary>Returns the newest calls, oldest first.</summary>
    private static async Task<List<JsonElement>> NewestAsync(LoggedCalls log, DateTimeOffset since, int limit, Func<JsonElement, bool> isWanted)
    {
        var calls = new List<JsonElement>();
        for (string? cursor = string.Empty; cursor is not null && calls.Count < limit;)
        {
            JsonElement page = await log.PageAsync(since, cursor);
            calls.AddRange(page.GetProperty("calls").EnumerateArray().Where(isWanted).Take(limit - calls.Count));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        calls.Reverse();
        return calls;
    }

    private static async Task<int> ShowOneAsync(LoggedCalls log, string id, bool asJson, InvocationConfiguration console)
    {
        if (!TimeOrderedId.TryParse(id, out _))
        {
            throw new UsageException("--call is not a call id; each answer of the server has one.");
        }

        if (await log.FindAsync(id) is not JsonElement call)
        {
            await console.Error.WriteLineAsync($"callgoose: The log has no call {id}; 'callgoose tokens debug ID on' has to be on before a call comes.");
            return ExitCode.Failed;
        }

        await console.Output.WriteAsync(asJson ? call + "\n" : LogText.Of(call, asJson: false) + "\n" + TerminalText.Block(call.GetProperty("body").GetString()!) + "\n");
        return ExitCode.Done;
    }

    private static async Task<int> ShowRefusedAsync(string? url, string? token, bool asJson, TextWriter output)
    {
        if (url is null)
        {
            throw new UsageException("--refused needs --url: refused calls are in the memory of the server and in no file.");
        }

        using var server = new ServerClient(url, token);
        JsonElement list = await server.SendAsync(HttpMethod.Get, "v1/refusals") ?? throw new IOException("The server keeps no refused calls; it is older than this command.");
        await output.WriteAsync(asJson ? list + "\n" : LogText.Refused(list));
        return ExitCode.Done;
    }
}
