using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Relay;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary>
/// <c>callgoose relay status|retry|skip</c>: works on a server or a data folder. Reading works while a server runs; changing needs exclusive access to the folder.
/// </summary>
internal static class RelayCommand
{
    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("relay", "Show what waits for the upstream that webhooks are relayed to, and what it refused.")
    {
        CreateStatus(),
        CreateRelease("retry", "Send a webhook that the upstream refused once more, or all of them.", remove: false),
        CreateRelease("skip", "Remove a webhook that the upstream refused, or all of them.", remove: true),
    };

    private static Command CreateStatus()
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command("status", "Show how much waits, since when, and what was refused.") { json, url, token, data };
        command.SetAction(async (parsed, _) =>
        {
            JsonElement status;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                status = (await server.SendAsync(HttpMethod.Get, "v1/relay"))!.Value;
            }
            else
            {
                status = Read(DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!)));
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(parsed.GetValue(json) ? status + "\n" : Text(status));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateRelease(string name, string description, bool remove)
    {
        var id = new Argument<string?>("ID") { Description = "The webhook's id, as its sender was told and 'callgoose relay status' shows it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every webhook that was refused." };
        Option<string?> url = ServerClient.Url();
        Option<string?> token = ServerClient.Token();
        Option<string> data = CommonOptions.Data();
        var command = new Command(name, description) { id, all, url, token, data };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(id) is null) != result.GetValue(all))
            {
                result.AddError("Name a webhook by its id, or say --all.");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            TimeOrderedId? one = parsed.GetValue(id) is not string text ? null
                : TimeOrderedId.TryParse(text, out TimeOrderedId found) ? found
                : throw new UsageException("The argument is not the id of a webhook; 'callgoose relay status' shows them.");
            int changed;
            if (parsed.GetValue(url) is string address)
            {
                using var server = new ServerClient(address, parsed.GetValue(token));
                JsonElement? answer = await server.SendAsync(HttpMethod.Post, $"v1/relay/{name}{(one is null ? string.Empty : $"?id={one}")}");
                changed = answer?.GetProperty("changed").GetInt32() ?? 0;
            }
            else
            {
                changed = await ReleaseAsync(DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!)), one, remove);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{changed} {(changed == 1 ? "webhook" : "webhooks")} changed"));
            return changed > 0 ? ExitCode.Done : ExitCode.NothingMatched;
        });
        return command;
    }

    private static JsonElement Read(DataFolder folder)
    {
        folder.RequireWhole();
        using QueueReader reader = QueueReader.Open(folder);
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(json =>
        {
            json.WriteStartObject("relay"u8);
            RelayJson.WriteMembers(json, reader.Status());
            json.WriteEndObject();
            RelayJson.WriteRefused(json, reader.Refused(100));
        }));
        return document.RootElement.Clone();
    }

    private static async Task<int> ReleaseAsync(DataFolder folder, TimeOrderedId? id, bool remove)
    {
        using IDisposable folderLock = folder.Lock();
        folder.RequireWhole();
        await using IncidentStore store = SqliteStore.Open(new SqliteStoreOptions { Folder = folder }, TimeProvider.System);
        var command = new ReleaseRefusedCommand(id, remove, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        return await store.CommitAsync(command) == CommitStatus.Committed ? command.Released : throw new StoreException("The store cannot commit; nothing was changed.");
    }

    private static string Text(JsonElement status)
    {
        JsonElement relay = status.GetProperty("relay");
        if (relay.ValueKind == JsonValueKind.Null)
        {
            return "This server is not a relay: its configuration has no 'relay'.\n";
        }

        string members = string.Concat(relay.EnumerateObject()
            .Where(static member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(static member => $"{member.Name,-13}  {TerminalText.Line(member.Value.ToString())}\n"));
        JsonElement[] refused = [.. status.GetProperty("refused").EnumerateArray()];
        if (refused.Length == 0)
        {
            return members;
        }

        var table = TextTable.Whole("ID", "RECEIVED", "SOURCE", "STATUS", "ANSWER");
        foreach (JsonElement one in refused)
        {
            table.Add(
                one.GetProperty("id").GetString()!, one.GetProperty("receivedAt").GetString()!, one.GetProperty("source").GetString()!, one.GetProperty("status").ToString(),
                one.GetProperty("answer").GetString() ?? string.Empty);
        }

        return $"{members}\n{table}";
    }
}
