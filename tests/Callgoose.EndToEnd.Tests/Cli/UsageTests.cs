using System.Xml.Linq;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Cli;

/// <summary>What the command line says to arguments that it cannot follow, and to a call for help.</summary>
public class UsageTests(PublishedExecutable executable)
{
    [Theory]
    [InlineData("", "command")]
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
    [InlineData("tokens", "command")]
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

    /// <summary>The version that the tests run with; the executable has the same linked in.</summary>
    private static string SqlitePackageVersion() =>
        XDocument.Load(Path.Combine(PublishedExecutable.RepositoryRoot(), "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(static package => package.Attribute("Include")!.Value == "SourceGear.sqlite3")
            .Attribute("Version")!.Value;

    /// <summary>A mistake that is overlooked must not write where the tests run.</summary>
    private static IEnumerable<string> Placed(string arguments, TemporaryFolder folder)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool takesFolder = words is ["serve", ..] or ["tokens", "create" or "list" or "revoke", ..];
        return takesFolder && !words.Contains("--data") && !words[^1].StartsWith("--", StringComparison.Ordinal) ? [.. words, "--data", folder.Data] : words;
    }
}
