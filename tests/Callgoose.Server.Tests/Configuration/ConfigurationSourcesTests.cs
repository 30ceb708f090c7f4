using Callgoose.Configuration;
using Callgoose.Services;

namespace Callgoose.Server.Tests.Configuration;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("callgoose-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_flag_wins_over_the_environment_the_environment_over_the_file_and_the_file_over_the_default()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "of-file"));
        Write("""{ "name": "Mine", "filters": [] }""", "of-file/Mine.integration.json");
        string path = Write(
            """{ "data": "of-file", "urls": "http://127.0.0.1:3", "schemas": ["of-file"], "limits": { "body": 3000 }, "duplicateWindow": "3s", "retention": "3d" }""");
        var sources = new ConfigurationSources
        {
            Flags = new SettingsLayer { DataFolder = "of-flag", Urls = ["http://127.0.0.1:1"] },
            Variables = new Dictionary<string, string>
            {
                ["CALLGOOSE_DATA"] = "of-environment", ["CALLGOOSE_URLS"] = "http://127.0.0.1:2", ["CALLGOOSE_LIMITS__BODY"] = "2000",
            },
            File = path,
        };

        ConfigurationResult result = sources.Load();

        Assert.Empty(result.Problems);
        Assert.Equal(path, result.File);
        Assert.Equal("of-flag", result.Settings.DataFolder);
        Assert.Equal(["http://127.0.0.1:1"], result.Settings.Urls);
        Assert.Equal([Path.Combine(folder.FullName, "of-file")], result.Settings.Schemas);
        Assert.Equal(2000, result.Settings.Limits.Body);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Settings.DuplicateWindow);
        Assert.Equal(TimeSpan.FromDays(3), result.Settings.Retention);
        Service service = Assert.Single(result.Settings.Services);
        Assert.Equal("default", service.Name);
        Assert.Equal("Mine", service.Integrations.All[0].Name);
    }

    [Fact]
    public void A_file_that_the_environment_names_is_read_unless_a_flag_names_another()
    {
        string one = Write("""{ "data": "/one" }""", "one.json");
        string other = Write("""{ "data": "/other" }""", "other.json");
        var sources = new ConfigurationSources { Variables = new Dictionary<string, string> { ["CALLGOOSE_CONFIG"] = one } };

        Assert.Equal("/one", sources.Load().Settings.DataFolder);
        Assert.Equal("/other", (sources with { File = other }).Load().Settings.DataFolder);
    }

    [Fact]
    public void Mistakes_of_the_environment_and_of_the_file_are_told_together()
    {
        string path = Write("""{ "data": 1 }""");

        ConfigurationResult result = new ConfigurationSources { Variables = new Dictionary<string, string> { ["CALLGOOSE_X"] = "" }, File = path }.Load();

        Assert.Equal(["CALLGOOSE_X", path + ":1:11"], result.Problems.Select(static problem => problem.Place));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        string path = Path.Combine(folder.FullName, "none", "callgoose.json");

        Assert.Equal([path + ": error CG4012: There is no such file."], Problems(path));
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.StartsWith(folder.FullName + ": error CG4012: The file cannot be read: ", Assert.Single(Problems(folder.FullName)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_utf_8_is_told()
    {
        string path = Path.Combine(folder.FullName, "latin.json");
        File.WriteAllBytes(path, [.. "{ \"data\": \""u8, 0xE9, .. "\" }"u8]);

        Assert.Equal([path + ": error CG4001: This is not UTF-8 text; save the file as UTF-8."], Problems(path));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        string path = Path.Combine(folder.FullName, "marked.json");
        File.WriteAllText(path, "{ \"date\": 1 }", System.Text.Encoding.UTF8);

        Assert.StartsWith(path + ":1:3: error CG4003: ", Assert.Single(Problems(path)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(string path) =>
        new ConfigurationSources { File = path }.Load().Problems.Select(static problem => problem.ToString());

    private string Write(string text, string name = "callgoose.json")
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
