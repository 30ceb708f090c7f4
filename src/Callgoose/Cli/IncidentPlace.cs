using System.CommandLine;
using Callgoose.Storage.Postgres.Connections;

namespace Callgoose.Cli;

/// <summary>The options that tell where incidents are: a server, or else a shared store or a data folder.</summary>
internal sealed class IncidentPlace
{
    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data(mayBeShared: true);

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(token);
        command.Options.Add(data);
    }

    /// <summary>Opens what they name.</summary>
    /// <exception cref="UsageException">There is no such folder, or the address is none.</exception>
    public IIncidentAccess Open(ParseResult parsed) => parsed.GetValue(url) is string server
        ? new ServerIncidents(new ServerClient(server, parsed.GetValue(token)))
        : CommonOptions.SharedStore(parsed, data, CommonOptions.Given(parsed.CommandResult, "--config")) is PostgresStoreOptions shared ? new SharedIncidents(shared)
        : new FolderIncidents(parsed.GetValue(data)!);
}
