using System.CommandLine;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Maintenances;
using Callgoose.Storage.Sqlite.Reading;

namespace Callgoose.Cli;

/// <summary>The options that say where the maintenances are.</summary>
internal sealed class MaintenancePlace
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data();
    private readonly Option<string?> config = CommonOptions.Config();

    private MaintenancePlace()
    {
    }

    /// <summary>Adds them to a command.</summary>
    public static MaintenancePlace AddTo(Command command)
    {
        var place = new MaintenancePlace();
        command.Options.Add(place.url);
        command.Options.Add(place.token);
        command.Options.Add(place.data);
        command.Options.Add(place.config);
        return place;
    }

    /// <summary>Opens what the options name.</summary>
    /// <exception cref="UsageException">There is no such folder, or the address is none.</exception>
    public IMaintenanceAccess Open(ParseResult parsed)
    {
        if (parsed.GetValue(url) is string server)
        {
            return new ServerMaintenances(new ServerClient(server, parsed.GetValue(token)));
        }

        var folder = DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!));
        return new FolderMaintenances(
            MaintenanceStore.Open(folder, TimeProvider.System), () => IncidentReader.Open(folder, LockTimeout), DeliveryOptions.Load(parsed.GetValue(config)));
    }
}
