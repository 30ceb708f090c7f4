using System.CommandLine;
using System.Text.RegularExpressions;
using Callgoose.Cli;

namespace Callgoose.Tests.Cli;

/// <summary>The pages name only commands, arguments and options that exist, and the page of commands names all of them.</summary>
public class PageCommandTests
{
    private static readonly Regex Line = new(
        @"^(?:sudo (?:-u callgoose )?)?(?:(?:out/|/usr/bin/|\./)?callgoose|dotnet run --project src/Callgoose -c Release --) (?<arguments>\S.*)$", RegexOptions.CultureInvariant);

    private static readonly Regex Word = new("""'(?<word>[^']*)'|"(?<word>[^"]*)"|(?<word>\S+)""", RegexOptions.CultureInvariant);

    internal static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Callgoose.Aot.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? throw new InvalidOperationException("The tests do not run in the repository.");
        }
    }

    /// <summary>The pages.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Root, path))
            .Where(static path => !Regex.IsMatch(path, @"(^|/)(bin|obj|out|artifacts|node_modules|\.git)/", RegexOptions.CultureInvariant))
            .Where(static path => Commands(path).Count > 0),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_is_one(string page) => Assert.Empty(Commands(page).SelectMany(Mistakes));

    [Fact]
    public void The_page_of_commands_names_all_of_them()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Root, "src", "Callgoose", "Cli", "README.md")).Where(static line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.All(CommandLine.Root().Subcommands.Where(static command => !command.Hidden), command =>
        {
            string[] names = [.. command.Subcommands.Where(static one => !one.Hidden).Select(static one => one.Name)];
            Assert.Contains(rows, row => names.Length == 0
                ? row.Contains($"`{command.Name}`", StringComparison.Ordinal)
                : names.All(name => row.Contains($"`{command.Name} {name}`", StringComparison.Ordinal)
                    || (row.Contains($"`{command.Name} ", StringComparison.Ordinal) && row.Contains($"`{name}`", StringComparison.Ordinal))));
        });
    }

    /// <summary>The lines of the page's shell blocks that run the product, without comments, redirections and the rest of a pipe.</summary>
    private static List<string> Commands(string page)
    {
        var commands = new List<string>();
        bool isShell = false;
        foreach (string line in File.ReadLines(Path.Combine(Root, page)).Select(static line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isShell = line is "```sh" or "```bash";
            }
            else if (isShell && Line.Match(line) is { Success: true } match)
            {
                commands.Add(Regex.Replace(match.Groups["arguments"].Value, @"\s(#|\||>|<|&&|&$).*$", string.Empty, RegexOptions.CultureInvariant));
            }
        }

        return commands;
    }

    private static IEnumerable<string> Mistakes(string command)
    {
        string[] arguments = [.. Word.Matches(command).Select(static word => word.Groups["word"].Value)];
        ParseResult parsed = CommandLine.Root().Parse(arguments);

        // Defaults look at the configuration of the folder that the tests run in; the pages know nothing of it.
        return parsed.Errors.Where(static error => !error.Message.Contains(": error CG4", StringComparison.Ordinal)).Select(error => $"{command}: {error.Message}");
    }
}
