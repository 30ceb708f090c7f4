using System.CommandLine;
using Callgoose.Incidents;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens regenerate</c>: prints only the new token on standard output; the old one is refused from then on.</summary>
internal static class TokensRegenerateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> id = TokenFolder.Id();
        Option<string> data = CommonOptions.Data();
        var command = new Command("regenerate", "Replace a token by a new one of the same id and print it. The old one ends at once.") { id, data };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(id)!;
            TimeOrderedId tokenId = TokenFolder.ParseId(text);
            using TokenStore tokens = TokenFolder.OpenExisting(parsed.GetValue(data)!);
            if (tokens.Regenerate(tokenId) is not string secret)
            {
                return TokenFolder.NotFound(parsed.InvocationConfiguration.Error, text);
            }

            parsed.InvocationConfiguration.Output.WriteLine(secret);
            return ExitCode.Done;
        });
        return command;
    }
}
