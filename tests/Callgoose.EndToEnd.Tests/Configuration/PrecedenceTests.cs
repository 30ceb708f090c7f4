using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Configuration;

/// <summary>A flag wins over the environment, the environment over the file, the file over the default.</summary>
public sealed class PrecedenceTests(PublishedExecutable executable) : IDisposable
{
    private readonly ConfiguredFolder folder = new(executable);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_file_of_the_working_directory_is_used()
    {
        folder.Write("""  "data": "of-file", "limits": { "body": 2048 }  """);
        await using RunningServer server = await folder.ServeAsync();

        Assert.Contains("data in of-file, configuration in callgoose.json\n", await WelcomeOfAsync(server), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "of-file")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(server, 2049));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, 2048));
    }

    [Fact]
    public async Task The_environment_wins_over_the_file()
    {
        folder.Write("""  "data": "of-file", "limits": { "body": 2048 }  """);
        ProcessStartInfo start = folder.Command("serve");
        start.Environment["CALLGOOSE_DATA"] = "of-environment";
        start.Environment["CALLGOOSE_LIMITS__BODY"] = "4096";
        start.Environment["CALLGOOSE_TOKEN"] = "of-a-client";
        await using RunningServer server = await RunningServer.StartAsync(start);

        Assert.Contains("data in of-environment, ", await WelcomeOfAsync(server), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, 4096));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(server, 4097));
    }

    [Fact]
    public async Task A_flag_wins_over_the_environment()
    {
        folder.Write("""  "data": "of-file", "urls": "http://127.0.0.1:1"  """);
        ProcessStartInfo start = folder.Command("serve", "--data", "of-flag", "--urls", "http://127.0.0.1:0");
        start.Environment["CALLGOOSE_DATA"] = "of-environment";
        start.Environment["CALLGOOSE_URLS"] = "http://127.0.0.1:2";
        await using RunningServer server = await RunningServer.StartAsync(start);

        Assert.Contains("data in of-flag, ", await WelcomeOfAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_is_used_instead_and_its_paths_start_from_its_own_folder()
    {
        folder.Write("""  "data": "of-file"  """);
        string other = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "etc")).FullName, "other.json");
        await File.WriteAllTextAsync(other, """{ "data": "of-other", "urls": ["http://127.0.0.1:0"] }""");
        await using RunningServer server = await folder.ServeAsync("--config", "etc/other.json");

        Assert.Contains("data in etc/of-other, configuration in etc/other.json\n", await WelcomeOfAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_on_the_data_folder_take_the_one_of_the_server()
    {
        folder.Write("""  "data": "of-file"  """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.GuideTrigger)).Status);

        folder.Write("""  "date": "of-file"  """);
        CommandResult refused = await folder.RunAsync("tokens", "list");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("callgoose.json:1:35: error CG4003: ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_before_anything_is_done()
    {
        folder.Write("""  "date": "x",\n  "limits": { "body": 1 }, "services": [ { "name": "a" },\n { "name": "a" } ]  """.Replace("\\n", "\n", StringComparison.Ordinal));
        ProcessStartInfo start = folder.Command("serve");
        start.Environment["CALLGOOSE_LIMIT__BODY"] = "4096";

        CommandResult result = await CommandResult.RunAsync(start);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(
            ["CALLGOOSE_LIMIT__BODY: error CG4011", "callgoose.json:1:35: error CG4003", "callgoose.json:2:23: error CG4007", "callgoose.json:3:12: error CG4010"],
            result.Errors.TrimEnd('\n').Split('\n').Select(static line => string.Join(": ", line.Split(": ")[..2])));
        Assert.Contains("did you mean CALLGOOSE_LIMITS__BODY?", result.Errors, StringComparison.Ordinal);
        Assert.Equal(["callgoose.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_named_file_has_to_be_there()
    {
        CommandResult result = await folder.RunAsync("serve", "--config", "none.json");

        Assert.Equal((2, "none.json: error CG4012: There is no such file.\n"), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("serve", "--config")]
    [InlineData("serve", "--data")]
    [InlineData("serve", "--schema")]
    public async Task A_path_that_is_blank_is_no_path(string command, string option)
    {
        CommandResult result = await folder.RunAsync(command, option, "");

        Assert.Equal((2, $"callgoose: {option} is blank; name a path, or leave it out. See 'callgoose {command} --help'.\n"), (result.ExitCode, result.Errors));
    }

    private static async Task<string> WelcomeOfAsync(RunningServer server)
    {
        await server.WaitForFirstTokenAsync();
        return server.Output;
    }

    private static async Task<HttpStatusCode> SendAsync(RunningServer server, int bytes)
    {
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        return (await http.PostAsync(new string(' ', bytes - 2) + "{}")).Status;
    }
}
