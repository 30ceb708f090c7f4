using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Callgoose.Storage.Commands;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary>Incidents of a data folder. Reading works beside a running server, acting needs the folder for itself.</summary>
internal sealed class FolderIncidents(string path) : IIncidentAccess
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly DataFolder folder = DataFolder.Open(CommonOptions.ExistingFolder(path));

    /// <inheritdoc/>
    public Task<JsonElement> ListAsync(IncidentQuery query)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        IncidentPage page = reader.List(query);
        return Task.FromResult(Parse(json =>
        {
            json.WriteStartArray("incidents"u8);
            foreach (IncidentSummary incident in page.Incidents)
            {
                json.WriteStartObject();
                IncidentJson.WriteMembers(json, incident);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("nextCursor"u8, page.NextCursor?.ToString(CultureInfo.InvariantCulture));
        }));
    }

    /// <inheritdoc/>
    public Task<JsonElement?> ShowAsync(string id)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        return Task.FromResult(Find(reader, id));
    }

    /// <inheritdoc/>
    public async Task<JsonElement?> ActAsync(string id, string action, string? comment)
    {
        using IDisposable folderLock = LockFolder();
        folder.RequireWhole();
        if (folder.KeepDamagedLogs())
        {
            throw new IOException($"{string.Join(' ', folder.Warnings)} Start a server on the folder: it tells whether the rest is sound.");
        }

        await using var store = SqliteStore.Open(new SqliteStoreOptions { Folder = folder, HasOutbox = folder.HasDeliveries }, TimeProvider.System);
        IncidentDetails? details = TimeOrderedId.TryParse(id, out TimeOrderedId incident) ? await store.FindAsync(incident) : null;
        if (details is null)
        {
            return null;
        }

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var transition = new Transition(IncidentActionsEndpoint.KindOf(action)!.Value, now, "command line", store.Ids.Next(), comment);
        var command = new IncidentActionCommand(incident, details.Incident.Environment, transition);
        if (await store.CommitAsync(command) != CommitStatus.Committed)
        {
            throw new IOException("The store cannot commit; nothing was changed.");
        }

        details = command.Outcome == ActionOutcome.Refused ? throw new IOException(Problems.IncidentIsOver.Detail) : await store.FindAsync(incident);
        return Parse(json => IncidentJson.WriteDetails(json, details!));
    }

    /// <inheritdoc/>
    public Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        IReadOnlyList<ChangeEvent> changes = reader.ListChanges(
            new ChangeQuery { Services = service is null ? null : [service], Since = since.ToUnixTimeMilliseconds(), Limit = limit });
        return Task.FromResult(Parse(json => ChangeJson.WriteList(json, changes)));
    }

    private IDisposable LockFolder()
    {
        try
        {
            return folder.Lock();
        }
        catch (DataFolderInUseException)
        {
            throw new UsageException($"A server runs on '{path}' and it alone may write there; act through it with --url and --token.");
        }
    }

    private static JsonElement? Find(IncidentReader reader, string id) =>
        TimeOrderedId.TryParse(id, out TimeOrderedId incident) && reader.Find(incident) is IncidentDetails details
            ? Parse(json => IncidentJson.WriteDetails(json, details))
            : null;

    private static JsonElement Parse(Action<Utf8JsonWriter> members)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(members));
        return document.RootElement.Clone();
    }
}
