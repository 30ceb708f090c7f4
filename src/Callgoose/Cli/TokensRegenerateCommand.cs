using System.CommandLine;
using Callgoose.Incidents;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens regenerate</c>: prints only the new token on standard output. The old one is refused from then on.</summary>
internal static class TokensRegenerateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TokenOptions();
        var command = new Command("regenerate", "Replace the secret of a token and print the new one. The id stays; the old secret ends at once.") { options.Id };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            TimeOrderedId id = options.ParseId(parsed);
            using ITokenAccess tokens = options.Open(parsed);
            if (await tokens.RegenerateAsync(id) is not string secret)
            {
                return options.NotFound(parsed);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(secret);
            return ExitCode.Done;
        });
        return command;
    }
}
