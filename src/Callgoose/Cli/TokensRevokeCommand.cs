using System.CommandLine;
using Callgoose.Incidents;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens revoke</c>: a running server refuses the token from this moment on.</summary>
internal static class TokensRevokeCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TokenOptions();
        var command = new Command("revoke", "Revoke a token for good.") { options.Id };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            TimeOrderedId id = options.ParseId(parsed);
            using ITokenAccess tokens = options.Open(parsed);
            return await tokens.RevokeAsync(id) ? ExitCode.Done : options.NotFound(parsed);
        });
        return command;
    }
}
