using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Storage.Reading;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose incidents watch</c>: shows the open incidents and updates them until Ctrl+C.</summary>
internal static class WatchCommand
{
    /// <summary>The lines above the table, and the line of the shell prompt.</summary>
    private const int OtherLines = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var filter = new IncidentFilter();
        var where = new IncidentPlace();
        var once = new Option<bool>("--once") { Description = "Draw once and end." };
        var command = new Command("watch", "Show the open incidents as a live table. Without a terminal: one line for each change.") { once };
        filter.AddTo(command);
        where.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            IIncidentAccess incidents = where.Open(parsed);
            var known = new Dictionary<string, string>(StringComparer.Ordinal);
            while (!cancellation.IsCancellationRequested)
            {
                int rows = Console.IsOutputRedirected ? 1000 : Math.Clamp(TerminalSize.Height - OtherLines, 1, 1000);
                JsonElement list = await incidents.ListAsync(filter.Read(parsed, rows, IncidentStateFilter.Active));
                JsonElement[] found = [.. list.GetProperty("incidents").EnumerateArray()];
                DateTimeOffset now = TimeProvider.System.GetUtcNow();
                await parsed.InvocationConfiguration.Output.WriteAsync(
                    Console.IsOutputRedirected ? Changes(known, found, now) : Style.ClearScreen + Head(found.Length, list.GetProperty("nextCursor").ValueKind != JsonValueKind.Null, now) + IncidentText.Table(found, now));
                if (parsed.GetValue(once))
                {
                    break;
                }

                await Task.Delay(Interval, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Head(int count, bool hasMore, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{(hasMore ? $"The newest {count}" : $"{count}")} open at {now.UtcDateTime:HH:mm:ss} UTC. Ctrl+C ends.\n");

    /// <summary>Formats a line for each incident that is new, has another state, or is gone.</summary>
    private static string Changes(Dictionary<string, string> known, JsonElement[] found, DateTimeOffset now)
    {
        var lines = new List<string>();
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement incident in found.Reverse())
        {
            string id = incident.GetProperty("id").GetString()!;
            string state = incident.GetProperty("state").GetString()!;
            there.Add(id);
            if (known.GetValueOrDefault(id) != state)
            {
                known[id] = state;
                lines.Add($"{id}  {state}  {incident.GetProperty("title").GetString()}");
            }
        }

        foreach (string gone in known.Keys.Except(there).ToArray())
        {
            known.Remove(gone);
            lines.Add($"{gone}  over");
        }

        return string.Concat(lines.Select(line => $"{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}  {Payloads.TerminalText.Line(line)}\n"));
    }
}
