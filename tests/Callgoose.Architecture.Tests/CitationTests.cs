using System.Text.RegularExpressions;

namespace Callgoose.Architecture.Tests;

/// <summary>
/// Everything that comments and pages name exists in the repository: pages, the sections, rules, promises and targets that they cite, and the targets
/// of links.
/// </summary>
public class CitationTests
{
    private static readonly Regex Citation = new(
        @"(?<page>(?:[A-Za-z.-]+/)*[A-Za-z-]+\.md)(?:(?: rules?)? (?<numbers>[RP]?\d+[ab]?(?:(?:, | and | to )[RP]?\d+[ab]?)*))?", RegexOptions.CultureInvariant);

    private static readonly string[] Pages = [.. Files("*.md").Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))];

    private static string Root
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

    [Fact]
    public void Every_cited_page_is_there_with_what_is_cited()
    {
        List<string> wrong = [];
        int seen = 0;
        foreach (string file in Files("*.cs"))
        {
            foreach ((string line, int number) in File.ReadLines(file).Select(static (line, index) => (line.TrimStart(), index + 1)).Where(static pair => pair.Item1.StartsWith("//", StringComparison.Ordinal)))
            {
                foreach (Match citation in Citation.Matches(line))
                {
                    seen++;
                    if (FindMistake(citation) is string mistake)
                    {
                        wrong.Add($"{Path.GetRelativePath(Root, file)}:{number}: {mistake}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen > 100, $"Only {seen} citations were found.");
    }

    [Fact]
    public void Every_link_of_a_page_leads_somewhere()
    {
        string[] broken = [.. Pages.SelectMany(page => Regex
            .Matches(Regex.Replace(File.ReadAllText(Path.Combine(Root, page)), "```.*?```", string.Empty, RegexOptions.Singleline), @"\]\((?<path>[^)#\s]*)(?:#(?<part>[^)\s]*))?\)", RegexOptions.CultureInvariant)
            .Where(static link => !link.Groups["path"].Value.Contains(':', StringComparison.Ordinal))
            .Where(link => !Leads(page, link.Groups["path"].Value, link.Groups["part"].Value))
            .Select(link => $"{page}: {link.Value}"))];

        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>Whether a link names an existing file or folder, and a heading that the file has.</summary>
    private static bool Leads(string page, string path, string part)
    {
        string target = Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, path.Length == 0 ? Path.GetFileName(page) : path));
        return part.Length == 0 || !target.EndsWith(".md", StringComparison.Ordinal)
            ? Path.Exists(target)
            : File.Exists(target) && File.ReadLines(target).Any(line => line.StartsWith('#') && Anchor(line) == part);
    }

    /// <summary>The anchor that GitHub gives a heading.</summary>
    private static string Anchor(string heading) => Regex.Replace(heading.TrimStart('#', ' ').ToLowerInvariant(), @"[^\w\- ]", string.Empty, RegexOptions.CultureInvariant).Replace(' ', '-');

    private static string? FindMistake(Match citation)
    {
        string name = citation.Groups["page"].Value;
        string[] pages = [.. Pages.Where(page => page == name || page.EndsWith('/' + name, StringComparison.Ordinal) || page.EndsWith('.' + name, StringComparison.Ordinal))];
        if (pages.Length != 1 && !pages.Contains(name))
        {
            return pages.Length == 0 ? $"there is no page {name}" : $"{name} is one of {string.Join(", ", pages)}";
        }

        string text = File.ReadAllText(Path.Combine(Root, pages.Contains(name) ? name : pages[0]));
        bool isRule = citation.Value.Contains(" rule", StringComparison.Ordinal);
        return Regex.Matches(citation.Groups["numbers"].Value, @"[RP]?\d+[ab]?", RegexOptions.CultureInvariant)
            .Select(static number => number.Value)
            .Where(number => !text.Contains(Heading(number, isRule), StringComparison.Ordinal))
            .Select(number => $"{name} has no {number}")
            .FirstOrDefault();
    }

    private static string Heading(string number, bool isRule) => number[0] is 'R' or 'P' ? $"\n| {number} |" : isRule ? $"\n{number}. " : $"\n## {number}. ";

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Where(static path => !Regex.IsMatch(Path.GetRelativePath(Root, path), @"(^|/)(bin|obj|out|artifacts|node_modules|\.git)/", RegexOptions.CultureInvariant));
}
