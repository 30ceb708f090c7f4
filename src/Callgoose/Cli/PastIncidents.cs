using System.CommandLine;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary>The incidents of a data folder or a shared store, beside servers or not, as commands read them that try something on what has happened.</summary>
internal sealed class PastIncidents : IDisposable
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly IncidentReader? folder;
    private readonly SharedStore? store;

    private PastIncidents(IncidentReader? folder, SharedStore? store) => (this.folder, this.store) = (folder, store);

    /// <summary>Opens those that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="config">The configuration file that tells of a shared store; null for the one that a server finds.</param>
    /// <exception cref="UsageException">There is no such folder.</exception>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static async Task<PastIncidents> OpenAsync(ParseResult parsed, Option<string> data, string? config)
    {
        if (CommonOptions.SharedStore(parsed, data, config) is PostgresStoreOptions shared)
        {
            return new PastIncidents(null, await SharedStore.OpenAsync(shared, TimeProvider.System));
        }

        var folder = DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!));
        folder.RequireWhole();
        return new PastIncidents(IncidentReader.Open(folder, LockTimeout), null);
    }

    /// <inheritdoc cref="IIncidentReader.ListAsync"/>
    public ValueTask<IncidentPage> ListAsync(IncidentQuery query) => store?.Incidents.ListAsync(query) ?? new(folder!.List(query));

    /// <inheritdoc cref="IIncidentReader.FindAsync"/>
    public ValueTask<IncidentDetails?> FindAsync(TimeOrderedId id) => store?.Incidents.FindAsync(id) ?? new(folder!.Find(id));

    /// <inheritdoc/>
    public void Dispose()
    {
        folder?.Dispose();
        store?.Dispose();
    }
}
