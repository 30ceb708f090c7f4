using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Callgoose.Cli;

/// <summary>The options that select logged calls.</summary>
internal sealed class LogFilter
{
    private readonly Option<string?> since = new("--since") { HelpName = "AGE", Description = "Only calls of this last stretch of time, such as 1h or 7d." };
    private readonly Option<string?> from = new("--from") { HelpName = "S", Description = "Only calls with this source." };
    private readonly Option<string?> status = new("--status") { HelpName = "N", Description = "Only calls with this answer: 400, or 4xx for all of its kind." };
    private readonly Option<string?> search = new("--search") { HelpName = "TEXT", Description = "Only calls with this text in the token's name, the URL or the result; upper and lower case are alike." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[since, from, status, search])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Returns the earliest time of the wanted calls.</summary>
    /// <exception cref="UsageException">The option is not a duration.</exception>
    public DateTimeOffset Since(ParseResult parsed) => parsed.GetValue(since) is string age ? LoggedCalls.TimeOf(age) : DateTimeOffset.UnixEpoch;

    /// <summary>Whether a call is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="call">The call, as the HTTP API shows it.</param>
    public bool Takes(ParseResult parsed, JsonElement call) =>
        (parsed.GetValue(from) is not string source || string.Equals(call.GetProperty("from").GetString(), source, StringComparison.OrdinalIgnoreCase))
        && (parsed.GetValue(status) is not string wanted || IsStatus(call.GetProperty("status").GetInt32(), wanted))
        && (parsed.GetValue(search) is not string text || LogText.Of(call, asJson: false).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool IsStatus(int status, string wanted) => wanted.EndsWith("xx", StringComparison.OrdinalIgnoreCase)
        ? wanted == $"{status / 100}xx"
        : wanted == status.ToString(CultureInfo.InvariantCulture);
}
