using System.CommandLine;
using System.Globalization;
using Callgoose.Incidents;
using Callgoose.Storage;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens debug</c>: whether the calls of a token are written to the API log.</summary>
internal static class TokensDebugCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> id = TokenFolder.Id();
        var state = new Argument<string>("STATE") { Description = "on, which ends by itself after 48 hours, or off." };
        state.AcceptOnlyFromAmong("on", "off");
        Option<string> data = CommonOptions.Data();
        var command = new Command("debug", "Write the calls of a token to the API log, or stop that.") { id, state, data };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(id)!;
            TimeOrderedId tokenId = TokenFolder.ParseId(text);
            using TokenStore tokens = TokenFolder.OpenExisting(parsed.GetValue(data)!);
            if (tokens.SetDebug(tokenId, parsed.GetValue(state) == "on") is not ApiToken token)
            {
                return TokenFolder.NotFound(parsed.InvocationConfiguration.Error, text);
            }

            parsed.InvocationConfiguration.Error.WriteLine(token.DebugUntil is long until
                ? string.Create(CultureInfo.InvariantCulture, $"Calls of \"{token.Name}\" are written to the API log until {DateTimeOffset.FromUnixTimeMilliseconds(until):yyyy-MM-dd'T'HH:mm:ss'Z'}.")
                : $"Calls of \"{token.Name}\" are not written to the API log.");
            return ExitCode.Done;
        });
        return command;
    }
}
