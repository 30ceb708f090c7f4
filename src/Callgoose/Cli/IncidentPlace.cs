using System.CommandLine;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Cli;

/// <summary>The options that determine where the incidents are: on a server, or else in a shared store or a data folder.</summary>
internal sealed class IncidentPlace
{
    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data(mayBeShared: true);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(token);
        command.Options.Add(data);
    }

    /// <summary>Opens the place that the options name.</summary>
    /// <exception cref="UsageException">There is no such folder, or the address is invalid.</exception>
    public IIncidentAccess Open(ParseResult parsed) => parsed.GetValue(url) is string server
        ? new ServerIncidents(new ServerClient(server, parsed.GetValue(token)))
        : CommonOptions.SharedStore(parsed, data, CommonOptions.Given(parsed.CommandResult, "--config")) is PostgresStoreOptions shared ? new SharedIncidents(shared)
        : new FolderIncidents(parsed.GetValue(data)!);
}
