using System.CommandLine;
using Callgoose.Configuration;
using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;

namespace Callgoose.Cli;

/// <summary>Options that the token commands share: where the tokens are, and which one to use.</summary>
internal sealed class TokenOptions
{
    private readonly Option<string?> url = ServerClient.Url();
    private readonly Option<string?> token = ServerClient.Token();
    private readonly Option<string> data = CommonOptions.Data(mayBeShared: true);
    private readonly Option<string?> config = CommonOptions.Config();

    /// <summary>The argument that names a token.</summary>
    public Argument<string> Id { get; } = new("ID") { Description = "The id that 'callgoose tokens list' shows." };

    /// <summary>Adds the options that determine where the tokens are.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(token);
        command.Options.Add(data);
        command.Options.Add(config);
    }

    /// <summary>Whether the tokens are on a server.</summary>
    public bool IsOnServer(ParseResult parsed) => parsed.GetValue(url) is not null;

    /// <summary>Loads the configuration that belongs to the data folder.</summary>
    /// <exception cref="UsageException">There are errors in it.</exception>
    public ServerSettings Settings(ParseResult parsed) => DeliveryOptions.Load(parsed.GetValue(config));

    /// <summary>Opens the tokens that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">There is no such folder, or the address is invalid.</exception>
    public ITokenAccess Open(ParseResult parsed)
    {
        if (parsed.GetValue(url) is string server)
        {
            return new ServerTokens(new ServerClient(server, parsed.GetValue(token)));
        }

        if (parsed.GetResult(data) is null or { Implicit: true } && CommonOptions.SharedStore(parsed.GetValue(config)) is string shared)
        {
            return new SharedTokens(shared);
        }

        string path = parsed.GetValue(data)!;
        return new FolderTokens(TokenStore.Open(DataFolder.Open(CommonOptions.ExistingFolder(path)), TimeProvider.System));
    }

    /// <summary>Parses the given id.</summary>
    /// <exception cref="UsageException">It is not an id.</exception>
    public TimeOrderedId ParseId(ParseResult parsed) => TimeOrderedId.TryParse(parsed.GetValue(Id)!, out TimeOrderedId id)
        ? id
        : throw new UsageException("The argument is not a token id; 'callgoose tokens list' shows them. The token itself is not its id.");

    /// <summary>Prints that no token was changed.</summary>
    public int NotFound(ParseResult parsed)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"callgoose: There is no valid token with the id {parsed.GetValue(Id)}; nothing was changed.");
        return ExitCode.Failed;
    }
}
