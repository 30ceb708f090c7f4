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
        var id = new Argument<string>("ID") { Description = "The id that 'callgoose tokens list' shows." };
        Option<string> data = CommonOptions.Data();
        var command = new Command("revoke", "Revoke a token for good.") { id, data };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(id)!;
            if (!TimeOrderedId.TryParse(text, out TimeOrderedId tokenId))
            {
                throw new UsageException("The argument is no token id; 'callgoose tokens list' shows them. The token itself is not its id.");
            }

            using TokenStore tokens = TokenFolder.OpenExisting(parsed.GetValue(data)!);
            if (tokens.Revoke(tokenId))
            {
                return ExitCode.Done;
            }

            parsed.InvocationConfiguration.Error.WriteLine($"callgoose: There is no valid token with the id {text}; nothing was changed.");
            return ExitCode.Failed;
        });
        return command;
    }
}
