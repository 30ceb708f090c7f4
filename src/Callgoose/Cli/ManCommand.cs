using System.CommandLine;
using System.Text;
using Callgoose.Observability;

namespace Callgoose.Cli;

/// <summary><c>callgoose man DIR</c>: writes a manual page for each command, from the same descriptions that <c>--help</c> prints.</summary>
internal static class ManCommand
{
    private const string Program = "callgoose";

    /// <summary>Creates the command.</summary>
    /// <param name="root">Creates the root command; called only when the pages are written.</param>
    public static Command Create(Func<Command> root)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder to write the pages into, such as man1. It is made if it is not there." };
        var command = new Command("man", "Write a manual page for each command.") { folder };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(folder)!;
            Directory.CreateDirectory(path);
            Write(path, root(), Program, []);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(string folder, Command command, string name, IReadOnlyList<string> above)
    {
        string[] words = [.. above, name];
        File.WriteAllText(Path.Combine(folder, string.Join('-', words) + ".1"), Page(command, words));
        foreach (Command one in command.Subcommands.Where(static one => !one.Hidden))
        {
            Write(folder, one, one.Name, words);
        }
    }

    private static string Page(Command command, string[] words)
    {
        string title = string.Join('-', words);
        var text = new StringBuilder();
        text.Append($".TH \"{title.ToUpperInvariant()}\" 1 \"\" \"{Program} {ProductVersion.Number}\" \"User Commands\"\n");
        text.Append($".SH NAME\n{Escape(title)} \\- {Escape((command.Description ?? string.Empty).TrimEnd('.'))}\n");
        text.Append($".SH SYNOPSIS\n.B {Escape(string.Join(' ', words))}\n{Escape(Synopsis(command))}\n");
        text.Append($".SH DESCRIPTION\n{Escape(command.Description ?? string.Empty)}\n");
        Section(text, "ARGUMENTS", command.Arguments.Where(static one => !one.Hidden).Select(static one => (one.HelpName ?? one.Name, string.Empty, one.Description)));
        Section(text, "OPTIONS", command.Options.Where(static one => !one.Hidden).Select(static one =>
            (string.Join(", ", one.Aliases.Order(StringComparer.Ordinal).Append(one.Name)), one.Arity.MaximumNumberOfValues == 0 ? string.Empty : one.HelpName ?? "VALUE", one.Description)));
        Section(text, "COMMANDS", command.Subcommands.Where(static one => !one.Hidden).Select(static one => (one.Name, string.Empty, one.Description)));
        text.Append(".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage or input, 3 nothing matched.\n");
        text.Append($".SH FILES\nWhere the data are: {Escape(CommonOptions.DataRule)}.\n");
        if (words.Length > 1 || command.Subcommands.Count > 0)
        {
            IEnumerable<string> others = command.Subcommands.Where(static one => !one.Hidden).Select(one => $"{title}-{one.Name}");
            text.Append(".SH SEE ALSO\n").AppendJoin(",\n", (words.Length > 1 ? others.Prepend(string.Join('-', words[..^1])) : others).Select(static one => $".BR {Escape(one)} (1)")).Append('\n');
        }

        return text.ToString();
    }

    private static string Synopsis(Command command) => string.Join(' ', command.Arguments.Select(static one => one.Arity.MinimumNumberOfValues == 0 ? $"[{one.HelpName ?? one.Name}]" : one.HelpName ?? one.Name)
        .Prepend(command.Subcommands.Count > 0 ? "COMMAND" : string.Empty)
        .Append("[OPTIONS]")
        .Where(static part => part.Length > 0));

    private static void Section(StringBuilder text, string title, IEnumerable<(string Name, string Value, string? Description)> entries)
    {
        string separator = $".SH {title}\n";
        foreach ((string name, string value, string? description) in entries)
        {
            text.Append(separator).Append($".TP\n.B {Escape(name)}{(value.Length == 0 ? string.Empty : $" \\fI{Escape(value)}\\fR")}\n{Escape(description ?? string.Empty)}\n");
            separator = string.Empty;
        }
    }

    /// <summary>Escapes a text for roff: hyphens, backslashes, and lines that would begin like a request.</summary>
    private static string Escape(string text)
    {
        string escaped = text.ReplaceLineEndings(" ").Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}
