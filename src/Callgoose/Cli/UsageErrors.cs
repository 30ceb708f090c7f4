using System.CommandLine;
using System.CommandLine.Parsing;
using Callgoose.Schema;

namespace Callgoose.Cli;

/// <summary>Describes in one line what is wrong with a command line, and what the user probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>Whether only the subcommand is missing. Then a list of subcommands helps more than an error.</summary>
    public static bool WantsCommand(ParseResult parsed) => parsed.UnmatchedTokens.Count == 0 && HasCommands(parsed.CommandResult.Command);

    /// <summary>
    /// Finds an option that was parsed as an argument, because the command accepts any text as one; null if there is none. Arguments after <c>--</c> are intended.
    /// </summary>
    public static string? MistypedOption(ParseResult parsed)
    {
        foreach (Token token in parsed.Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal) && IsOfArgument(parsed.CommandResult, token))
            {
                string path = PathOf(parsed.CommandResult);
                return $"{NoOption(parsed, path, token.Value)} See '{path} --help'.";
            }
        }

        return null;
    }

    private static bool IsOfArgument(CommandResult command, Token token) =>
        command.Children.OfType<ArgumentResult>().Any(argument => argument.Tokens.Any(taken => ReferenceEquals(taken, token) || taken.Equals(token)));

    private static string NoOption(ParseResult parsed, string path, string word)
    {
        string name = word.Split('=')[0];
        return $"'{path}' has no option '{name}'.{Nearest(name, [.. OptionsOf(parsed.CommandResult)])}";
    }

    /// <summary>Returns the line.</summary>
    /// <param name="parsed">The command line with errors.</param>
    public static string Describe(ParseResult parsed)
    {
        string path = PathOf(parsed.CommandResult);
        string what = parsed.UnmatchedTokens.Count > 0 ? Unmatched(parsed, path, parsed.UnmatchedTokens[0]) : Library(parsed);
        return $"{what} See '{path} --help'.";
    }

    /// <summary>Returns the full name of a command, such as "callgoose tokens create".</summary>
    private static string PathOf(CommandResult result)
    {
        var words = new Stack<string>();
        for (SymbolResult? one = result; one is CommandResult { Command: not RootCommand } command; one = one.Parent)
        {
            words.Push(command.Command.Name);
        }

        return string.Join(' ', words.Prepend("callgoose"));
    }

    private static string Unmatched(ParseResult parsed, string path, string word)
    {
        Command command = parsed.CommandResult.Command;
        if (word.StartsWith('-') && word.Length > 1)
        {
            return NoOption(parsed, path, word);
        }

        return HasCommands(command)
            ? $"'{path}' has no command '{word}'.{Nearest(word, [.. command.Subcommands.SelectMany(static one => one.Aliases.Prepend(one.Name))])}"
            : $"'{path}' takes no further argument, and '{word}' is one.";
    }

    private static bool HasCommands(Command command) => command.Subcommands.Count > 0;

    private static IEnumerable<string> OptionsOf(CommandResult result) => result.Command.Options.Select(static option => option.Name).Append("--help");

    private static string Nearest(string typed, string[] known) => NearestName.Likely(typed, known) is string nearest ? $" Did you mean '{nearest}'?" : string.Empty;

    /// <summary>Joins the library's messages, which span several lines.</summary>
    private static string Library(ParseResult parsed) =>
        string.Join(' ', parsed.Errors.SelectMany(static e => e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
