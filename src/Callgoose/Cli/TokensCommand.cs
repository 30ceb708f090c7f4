using System.CommandLine;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens</c>: works on the data folder, even while a server runs on it, or on a server.</summary>
internal static class TokensCommand
{
    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create() => new("tokens", "Create, list, regenerate, debug and revoke API tokens.")
    {
        TokensCreateCommand.Create(),
        TokensListCommand.Create(),
        TokensRevokeCommand.Create(),
        TokensRegenerateCommand.Create(),
        TokensDebugCommand.Create(),
    };
}
