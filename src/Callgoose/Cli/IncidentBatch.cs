using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Auth;
using Callgoose.Payloads;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Changes incidents one after another, and prints the result for each.</summary>
/// <param name="incidents">The access to incidents.</param>
/// <param name="action">The action, as the HTTP API names it.</param>
/// <param name="comment">The comment, or null.</param>
/// <param name="asJson">Whether to print JSON.</param>
/// <param name="console">The output.</param>
internal sealed class IncidentBatch(IIncidentAccess incidents, string action, string? comment, bool asJson, InvocationConfiguration console)
{
    /// <summary>Changes the incidents.</summary>
    /// <param name="typed">Ids, or the ends of ids.</param>
    /// <param name="query">The conditions, if no ids were given.</param>
    /// <param name="most">The maximum number of incidents.</param>
    /// <returns>The exit code: failed if any change failed.</returns>
    public async Task<int> RunAsync(string[] typed, IncidentQuery? query, int most)
    {
        var pick = new IncidentPick(incidents);
        var ids = new List<string>();
        var missing = new List<string>();
        foreach (string one in typed)
        {
            if (await pick.FindAsync(one) is string id)
            {
                ids.Add(id);
            }
            else
            {
                missing.Add(one);
            }
        }

        // Find all incidents before changing the first: changes affect what the conditions find.
        ids.AddRange(query is null ? [] : await pick.AllAsync(query, most));
        if (query is not null && ids.Count == 0)
        {
            await console.Error.WriteLineAsync("callgoose: No incident meets the conditions; nothing was changed.");
            return ExitCode.NothingMatched;
        }

        bool isWhole = true;
        var done = new List<JsonElement>();
        foreach (string id in ids.Distinct())
        {
            if (await ActAsync(id) is JsonElement now)
            {
                done.Add(now);
            }
            else
            {
                isWhole = false;
            }
        }

        foreach (string one in missing)
        {
            await TellAsync($"There is no incident {SecretMask.Apply(one)}; 'callgoose incidents list' shows them.");
        }

        await PrintAsync(done, isSingle: typed.Length == 1);
        return isWhole && missing.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<JsonElement?> ActAsync(string id)
    {
        try
        {
            JsonElement? now = await incidents.ActAsync(id, action, comment);
            if (now is null)
            {
                await TellAsync($"There is no incident {id}; 'callgoose incidents list' shows them.");
            }

            return now;
        }
        catch (IOException e)
        {
            await TellAsync($"{id}: {e.Message}");
            return null;
        }
    }

    private Task TellAsync(string line) => console.Error.WriteLineAsync($"callgoose: {line}");

    private async Task PrintAsync(List<JsonElement> done, bool isSingle)
    {
        if (isSingle)
        {
            await console.Output.WriteAsync(done.Count == 0 ? string.Empty : asJson ? done[0] + "\n" : IncidentText.Details(done[0]));
            return;
        }

        if (asJson)
        {
            await console.Output.WriteAsync(JsonText.Write(json =>
            {
                json.WriteStartArray("incidents"u8);
                done.ForEach(one => one.WriteTo(json));
                json.WriteEndArray();
            }) + "\n");
            return;
        }

        foreach (JsonElement one in done)
        {
            await console.Output.WriteLineAsync(
                $"{one.GetProperty("id").GetString()}  {one.GetProperty("state").GetString()}  {TerminalText.Line(one.GetProperty("title").GetString()!)}");
        }

        await console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done.Count} done."));
    }
}
