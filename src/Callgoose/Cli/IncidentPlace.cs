using System.CommandLine;

namespace Callgoose.Cli;

/// <summary>The options that tell where incidents are: a server, or else a data folder.</summary>
internal sealed class IncidentPlace
{
    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data();

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
        : new FolderIncidents(parsed.GetValue(data)!);
}
