using System.CommandLine;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens</c>: on the data folder, whether a server runs on it or not, or on a server.</summary>
internal static class TokensCommand
{
    /// <summary>Makes the command with its subcommands.</summary>
    public static Command Create() => new("tokens", "Create, list, regenerate, debug and revoke API tokens.")
    {
        TokensCreateCommand.Create(),
        TokensListCommand.Create(),
        TokensRevokeCommand.Create(),
        TokensRegenerateCommand.Create(),
        TokensDebugCommand.Create(),
    };
}
