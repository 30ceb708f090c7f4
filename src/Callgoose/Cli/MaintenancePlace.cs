using System.CommandLine;
using Callgoose.Configuration;
using Callgoose.Maintenances;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Maintenances;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary>The options that determine where the maintenances are.</summary>
internal sealed class MaintenancePlace
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data(mayBeShared: true);
    private readonly Option<string?> config = CommonOptions.Config();

    private MaintenancePlace()
    {
    }

    /// <summary>Adds the options to a command.</summary>
    public static MaintenancePlace AddTo(Command command)
    {
        var place = new MaintenancePlace();
        command.Options.Add(place.url);
        command.Options.Add(place.token);
        command.Options.Add(place.data);
        command.Options.Add(place.config);
        return place;
    }

    /// <summary>Opens the place that the options name.</summary>
    /// <exception cref="UsageException">There is no such folder, or the address is invalid.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public async ValueTask<IMaintenanceAccess> OpenAsync(ParseResult parsed)
    {
        if (parsed.GetValue(url) is string server)
        {
            return new ServerMaintenances(new ServerClient(server, parsed.GetValue(token)));
        }

        ServerSettings settings = DeliveryOptions.Load(parsed.GetValue(config));
        if (CommonOptions.SharedStore(parsed, data, parsed.GetValue(config)) is PostgresStoreOptions options)
        {
            SharedStore shared = await SharedStore.OpenAsync(options, TimeProvider.System);
            return new StoreMaintenances(shared.Maintenances, new HeldCounts(shared.Incidents.ListAsync, shared.Incidents.FindAsync), settings, shared.Dispose);
        }

        // Opened only when an ended maintenance needs it: a folder in which no server has run has no incidents.
        var folder = DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!));
        var incidents = new Lazy<IncidentReader>(() => IncidentReader.Open(folder, LockTimeout));
        var held = new HeldCounts(query => new(incidents.Value.List(query)), id => new(incidents.Value.Find(id)));
        return new StoreMaintenances(MaintenanceStore.Open(folder, TimeProvider.System), held, settings, () =>
        {
            if (incidents.IsValueCreated)
            {
                incidents.Value.Dispose();
            }
        });
    }
}
