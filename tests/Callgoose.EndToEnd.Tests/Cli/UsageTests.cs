using System.Xml.Linq;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>The answer of the command line to invalid arguments and to a request for help.</summary>
public class UsageTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("", "incidents")]
    [InlineData("tokens", "regenerate")]
    public async Task A_missing_command_shows_those_that_there_are(string arguments, string one)
    {
        CommandResult result = await CommandResult.RunAsync(executable, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("Usage:", result.Errors, StringComparison.Ordinal);
        Assert.Contains($"\n  {one}", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incidnets", "Did you mean 'incidents'? See 'callgoose --help'.")]
    [InlineData("incidents lst", "Did you mean 'list'? See 'callgoose incidents --help'.")]
    [InlineData("serve --ulrs http://127.0.0.1:1", "'callgoose serve' has no option '--ulrs'. Did you mean '--urls'?")]
    [InlineData("incidents list --statte=active", "Did you mean '--state'?")]
    [InlineData("explain --form BetterStack", "'callgoose explain' has no option '--form'. Did you mean '--from'?")]
    [InlineData("incidents show --jsn", "Did you mean '--json'?")]
    [InlineData("explain --from BetterStack a b", "'callgoose explain' takes no further argument, and 'b' is one.")]
    public async Task What_is_misspelt_is_told_with_the_nearest_name(string arguments, string expected)
    {
        CommandResult result = await CommandResult.RunAsync(executable, arguments.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, Assert.Single(result.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_serve_makes_a_data_folder_and_every_other_command_says_where_it_looked()
    {
        using var folder = new TemporaryFolder();
        string[][] commands =
        [
            ["tokens", "create", "--name", "x"], ["tokens", "list"], ["incidents", "list"], ["logs"], ["integrity"], ["unmatched"],
            ["backup", Path.Combine(folder.Path, "backup.tar")], ["deliveries", "list"], ["changes"], ["route", "test"],
        ];
        foreach (string[] command in commands)
        {
            CommandResult result = await CommandResult.RunAsync(executable, [.. command, "--data", folder.Data]);

            Assert.True(result.ExitCode == 2, string.Join(' ', command));
            Assert.Contains($"There is no data folder at '{folder.Data}', and only 'serve' makes one. It is taken from --data, else CALLGOOSE_DATA", result.Errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.Data));
        }
    }

    [Fact]
    public async Task The_configuration_that_is_named_tells_where_the_data_are()
    {
        using var folder = new TemporaryFolder();
        folder.WithData();
        string file = Path.Combine(folder.Path, "other.json");
        await File.WriteAllTextAsync(file, """{ "data": "data" }""");

        CommandResult created = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "x", "--config", file);
        CommandResult listed = await CommandResult.RunAsync(executable, "tokens", "list", "--data", folder.Data);

        Assert.Equal(0, created.ExitCode);
        Assert.Contains("process", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--service", "defualt", "There is no service 'defualt'; the nearest is 'default'.")]
    [InlineData("--team", "ops", "There is no team 'ops': no service of the configuration has a team.")]
    public async Task A_token_for_what_nobody_has_is_refused(string option, string name, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.WithData();

        CommandResult result = await CommandResult.RunAsync(executable, "tokens", "create", "--name", "x", option, name, "--data", folder.Data);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Help_lines_stay_short()
    {
        CommandResult result = await CommandResult.RunAsync(executable, "--help");

        Assert.All(result.Output.Split('\n'), static line => Assert.InRange(line.Length, 0, 250));
    }

    [Fact]
    public async Task What_is_piped_is_never_cut()
    {
        CommandResult result = await CommandResult.RunAsync(executable, "sources");

        Assert.Contains("Percona", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('…', result.Output);
    }

    [Theory]
    [InlineData("bogus", "bogus")]
    [InlineData("serv", "serv")]
    [InlineData("serve extra", "extra")]
    [InlineData("serve --bogus", "--bogus")]
    [InlineData("serve --data", "--data")]
    [InlineData("serve --urls nonsense", "--urls")]
    [InlineData("serve --urls ftp://127.0.0.1:8080", "ftp://")]
    [InlineData("serve --urls https://127.0.0.1:8443", "tls.certificate")]
    [InlineData("serve --urls http://127.0.0.1:99999", "99999")]
    [InlineData("serve --urls http://127.0.0.1:8080/path", "/path")]
    [InlineData("serve --urls ;", "--urls")]
    [InlineData("tokens bogus", "bogus")]
    [InlineData("tokens create", "--name")]
    [InlineData("tokens create --name", "--name")]
    [InlineData("tokens create --name a --name b", "--name")]
    [InlineData("tokens create --name x --bogus y", "--bogus")]
    [InlineData("tokens create --name x --kind other", "'team'")]
    [InlineData("tokens create --name x --kind team", "--team")]
    [InlineData("tokens create --name x --kind service", "--service")]
    [InlineData("tokens create --name x --kind global --team t", "--team")]
    [InlineData("tokens create --name x --team t --service s", "--service")]
    [InlineData("tokens create --name x --scope write", "process, read, admin")]
    [InlineData("tokens create --name x --scope process,,read", "process, read, admin")]
    [InlineData("tokens create --name x --expires", "--expires")]
    [InlineData("tokens create --name x --expires soon", "90d")]
    [InlineData("tokens create --name x --expires 0d", "90d")]
    [InlineData("tokens create --name x --expires -1d", "90d")]
    [InlineData("tokens create --name x --expires 99999999999d", "90d")]
    [InlineData("tokens create --name x --expires 2000000000w", "90d")]
    [InlineData("tokens list --data no-such-folder", "no-such-folder")]
    [InlineData("tokens revoke", "revoke")]
    [InlineData("tokens revoke nonsense", "tokens list")]
    [InlineData("tokens revoke 0192f0c1-2345-7abc-8def-0123456789ab --data no-such-folder", "no-such-folder")]
    [InlineData("version --bogus", "--bogus")]
    public async Task Wrong_arguments_end_with_2_and_one_line_that_helps(string arguments, string hint)
    {
        using var folder = new TemporaryFolder();

        CommandResult result = await CommandResult.RunAsync(executable, [.. Placed(arguments, folder)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.EndsWith("\n", result.Errors, StringComparison.Ordinal);
        string line = Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains(hint, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data), "a refused command left a data folder behind");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("serve --help")]
    [InlineData("tokens --help")]
    [InlineData("tokens create --help")]
    [InlineData("tokens list --help")]
    [InlineData("tokens revoke --help")]
    [InlineData("version --help")]
    public async Task Every_command_explains_itself(string arguments)
    {
        string[] words = arguments.Split(' ');

        CommandResult result = await CommandResult.RunAsync(executable, words);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', ["callgoose", .. words[..^1]]), result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    [Fact]
    public async Task Help_names_every_command_and_option()
    {
        string root = (await CommandResult.RunAsync(executable, "--help")).Output;
        string create = (await CommandResult.RunAsync(executable, "tokens", "create", "--help")).Output;

        Assert.All(["serve", "tokens", "version"], command => Assert.Contains(command, root, StringComparison.Ordinal));
        Assert.All(
            ["--name", "--kind", "--team", "--service", "--scope", "--environment", "--expires", "--data"],
            option => Assert.Contains(option, create, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_prints_four_lines()
    {
        CommandResult result = await CommandResult.RunAsync(executable, "version");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Errors);
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^callgoose \d+\.\d+\.\d+", lines[0]);
        Assert.Matches("^commit    ([0-9a-f]{40}|unknown)$", lines[1]);
        Assert.Equal("sqlite    " + SqlitePackageVersion(), lines[2]);
        Assert.Matches(@"^runtime   \.NET 10\.", lines[3]);
    }

    /// <summary>The version that the tests use; the executable links the same one.</summary>
    private static string SqlitePackageVersion() =>
        XDocument.Load(Path.Combine(PublishedExecutable.RepositoryRoot(), "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(static package => package.Attribute("Include")!.Value == "SourceGear.sqlite3")
            .Attribute("Version")!.Value;

    /// <summary>Keeps files out of the folder of the tests, in case the command line overlooks a mistake.</summary>
    private static IEnumerable<string> Placed(string arguments, TemporaryFolder folder)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool takesFolder = words is ["serve", ..] or ["tokens", "create" or "list" or "revoke", ..];
        return takesFolder && !words.Contains("--data") && !words[^1].StartsWith("--", StringComparison.Ordinal) ? [.. words, "--data", folder.Data] : words;
    }
}
