using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Deliveries;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary>Incidents of a data folder. Reading works while a server runs; changing needs exclusive access to the folder.</summary>
internal sealed class FolderIncidents(string path) : IIncidentAccess
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly DataFolder folder = DataFolder.Open(CommonOptions.ExistingFolder(path));

    /// <inheritdoc/>
    public Task<JsonElement> ListAsync(IncidentQuery query)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        return Task.FromResult(IncidentAnswers.Of(reader.List(query)));
    }

    /// <inheritdoc/>
    public Task<JsonElement?> ShowAsync(string id)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        return Task.FromResult(IncidentAnswers.Of(TimeOrderedId.TryParse(id, out TimeOrderedId incident) ? reader.Find(incident) : null));
    }

    /// <inheritdoc/>
    public async Task<string?> ExportAsync(string id)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId incident) || reader.Find(incident) is not IncidentDetails details)
        {
            return null;
        }

        using var log = ApiLogReader.Open(folder);
        ApiLogRow? call = details.Timeline is [{ CallId: var opened }, ..] ? log.Find(opened) : null;
        IReadOnlyList<DeliveryRow> deliveries = await new SqliteDeliveryStore(folder).ListAsync(new DeliveryQuery { Incident = incident, Limit = PostmortemMarkdown.MaxDeliveries });
        return PostmortemMarkdown.Write(details, deliveries.Reverse(), call is null ? null : Encoding.UTF8.GetString(call.Entry.Body));
    }

    /// <inheritdoc/>
    public async Task<JsonElement?> ActAsync(string id, string action, string? comment)
    {
        using IDisposable folderLock = LockFolder();
        folder.RequireWhole();
        if (folder.KeepDamagedLogs())
        {
            throw new IOException($"{string.Join(' ', folder.Warnings)} Start a server on the folder: it says whether the rest is undamaged.");
        }

        await using var store = SqliteStore.Open(new SqliteStoreOptions { Folder = folder, HasOutbox = folder.HasDeliveries }, TimeProvider.System);
        return await IncidentAnswers.ActAsync(store, id, action, comment);
    }

    /// <inheritdoc/>
    public Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit)
    {
        folder.RequireWhole();
        using var reader = IncidentReader.Open(folder, LockTimeout);
        return Task.FromResult(IncidentAnswers.Of(reader.ListChanges(IncidentAnswers.Changes(service, since, limit))));
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
}
