using System.CommandLine;
using System.Text.Json;
using Callgoose.Incidents;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens debug</c>: turns logging of a token's calls in the API log on or off.</summary>
internal static class TokensDebugCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TokenOptions();
        var state = new Argument<string>("STATE") { Description = "on, which ends by itself after 48 hours, or off." };
        state.AcceptOnlyFromAmong("on", "off");
        var command = new Command("debug", "Switch the logging of a token's calls to the API log on or off.") { options.Id, state };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            TimeOrderedId id = options.ParseId(parsed);
            using ITokenAccess tokens = options.Open(parsed);
            if (await tokens.SetDebugAsync(id, parsed.GetValue(state) == "on") is not JsonElement token)
            {
                return options.NotFound(parsed);
            }

            string name = token.GetProperty("name"u8).GetString()!;
            await parsed.InvocationConfiguration.Error.WriteLineAsync(token.GetProperty("debugUntil"u8).GetString() is string until
                ? $"Calls of \"{name}\" are written to the API log until {TokensListCommand.Time(until)}."
                : $"Calls of \"{name}\" are not written to the API log.");
            return ExitCode.Done;
        });
        return command;
    }
}
