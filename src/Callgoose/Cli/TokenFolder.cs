using System.CommandLine;
using Callgoose.Incidents;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary>What the commands on tokens that are there have in common.</summary>
internal static class TokenFolder
{
    /// <summary>Opens the tokens of a data folder that is there.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static TokenStore OpenExisting(string path) =>
        TokenStore.Open(DataFolder.Open(CommonOptions.ExistingFolder(path)), TimeProvider.System);

    /// <summary>The argument that names a token.</summary>
    public static Argument<string> Id() => new("ID") { Description = "The id that 'callgoose tokens list' shows." };

    /// <summary>The id that was given.</summary>
    /// <exception cref="UsageException">It is no id.</exception>
    public static TimeOrderedId ParseId(string text) => TimeOrderedId.TryParse(text, out TimeOrderedId id)
        ? id
        : throw new UsageException("The argument is no token id; 'callgoose tokens list' shows them. The token itself is not its id.");

    /// <summary>Tells that no token was changed.</summary>
    public static int NotFound(TextWriter error, string id)
    {
        error.WriteLine($"callgoose: There is no valid token with the id {id}; nothing was changed.");
        return ExitCode.Failed;
    }
}
