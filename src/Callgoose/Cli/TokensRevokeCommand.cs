using System.CommandLine;
using Callgoose.Incidents;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens revoke</c>: a running server refuses the token from this moment on.</summary>
internal static class TokensRevokeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> id = TokenFolder.Id();
        Option<string> data = CommonOptions.Data();
        var command = new Command("revoke", "Revoke a token for good.") { id, data };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(id)!;
            TimeOrderedId tokenId = TokenFolder.ParseId(text);
            using TokenStore tokens = TokenFolder.OpenExisting(parsed.GetValue(data)!);
            return tokens.Revoke(tokenId) ? ExitCode.Done : TokenFolder.NotFound(parsed.InvocationConfiguration.Error, text);
        });
        return command;
    }
}
