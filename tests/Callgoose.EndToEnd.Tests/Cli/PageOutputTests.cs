using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>The routing recipes and the first page: their configurations are valid, and the product prints what they quote.</summary>
public sealed class PageOutputTests(PublishedExecutable executable)
{
    private const string Json = "```json\n", Text = "```text\n", End = "\n```";

    private static readonly string Recipes = Page("recipes");

    /// <summary>The titles of the recipes.</summary>
    public static TheoryData<string> Titles => [.. Recipes.Split("\n## ").Skip(1).Select(static recipe => recipe.Split('\n')[0])];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_recipe_routes_as_its_page_says(string title)
    {
        string recipe = Recipes.Split("\n## ").Single(one => one.StartsWith(title + "\n", StringComparison.Ordinal));
        Match alarm = Regex.Match(recipe, @"`(?<name>\w+\.json)`:\n\n```text", RegexOptions.CultureInvariant);
        using TemporaryFolder folder = Alarms();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "callgoose.json"), Block(recipe, Json));

        CommandResult check = await CommandResult.RunAsync(executable.Path, "check", Path.Combine(folder.Path, "callgoose.json"));
        CommandResult result = await CommandResult.RunAsync(
            executable.Path,
            "explain", "--from", "Generic", "--routes", "--config", Path.Combine(folder.Path, "callgoose.json"), Path.Combine(folder.Path, alarm.Groups["name"].Value));

        Assert.Equal(0, check.ExitCode);
        Assert.EndsWith(Block(recipe, Text) + "\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_quotes_what_explain_prints()
    {
        string page = Page("readme");
        Match payload = Regex.Match(page, "^echo '(?<json>.*)' > payload.json$", RegexOptions.CultureInvariant | RegexOptions.Multiline);
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "payload.json");
        await File.WriteAllTextAsync(file, payload.Groups["json"].Value);

        CommandResult result = await CommandResult.RunAsync(executable.Path, "explain", "--from", "BetterStack", file);

        Assert.Equal(Block(page, Text) + "\n", result.Output);
    }

    [Fact]
    public async Task Every_configuration_on_a_page_is_right()
    {
        string source = Path.Combine(PublishedExecutable.RepositoryRoot(), "src");
        string[] configurations =
        [
            .. Directory.EnumerateFiles(source, "*.md", SearchOption.AllDirectories)
                .Append(Path.Combine(PublishedExecutable.RepositoryRoot(), "README.md"))
                .SelectMany(static page => Regex.Matches(File.ReadAllText(page), "^ *```json\n(?<json>.*?)\n *```", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline))
                .Select(static block => block.Groups["json"].Value)
                .Where(IsConfiguration),
        ];
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "callgoose.json");
        Assert.True(configurations.Length > 15);
        foreach (string configuration in configurations)
        {
            await File.WriteAllTextAsync(file, configuration);
            CommandResult check = await CommandResult.RunAsync(executable.Path, "check", file);
            Assert.True(check.ExitCode == 0, $"{configuration}\n{check.Output}");
        }
    }

    /// <summary>The other blocks are answers and parts of schema files.</summary>
    private static bool IsConfiguration(string json) =>
        JsonNode.Parse(json) is JsonObject root && (root.ContainsKey("urls") || root.ContainsKey("store") || root.ContainsKey("relay") || root.ContainsKey("destinations"));

    private static TemporaryFolder Alarms()
    {
        var folder = new TemporaryFolder();
        foreach (Match alarm in Regex.Matches(Recipes.Split("\n## ")[0], @"`(?<name>\w+\.json)`:\n\n```json\n(?<json>.*)\n", RegexOptions.CultureInvariant))
        {
            File.WriteAllText(Path.Combine(folder.Path, alarm.Groups["name"].Value), alarm.Groups["json"].Value);
        }

        return folder;
    }

    private static string Block(string text, string begin) => text.Split(begin)[1].Split(End)[0];

    private static string Page(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", name + ".md"));
}
