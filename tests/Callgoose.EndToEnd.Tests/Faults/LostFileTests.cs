using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>tests/README.md R20 and R21: files of the data folder are removed while the server runs, and between two runs.</summary>
public sealed class LostFileTests(PublishedExecutable executable) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("incidents.db", "removed")]
    [InlineData("incidents.db-wal", "removed")]
    [InlineData("incidents.db-wal", "cut")]
    [InlineData("incidents.db-shm", "cut")]
    [InlineData("tokens.db", "removed")]
    [InlineData("tokens.db-shm", "cut")]
    [InlineData("", "removed")]
    public async Task A_server_whose_files_are_lost_lives_on_and_takes_nothing(string file, string what)
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("before"))).Status);

        Lose(Path.Combine(folder.Data, file), what);
        await WaitUntilUnreadyAsync(http);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(http, Payloads.Started("after")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOfAsync(http, "/v1/incidents"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, "/metrics"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOfAsync(http, "/readyz"));
        TestServer.AssertNoTrace(server.Errors);
    }

    /// <summary>A clean shutdown does not prove that all files are there.</summary>
    [Theory]
    [InlineData("incidents.db-wal", "removed")]
    [InlineData("incidents.db-wal", "cut")]
    public async Task What_was_lost_under_a_server_is_missed_by_the_next_though_it_ended_by_itself(string file, string what)
    {
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("before"))).Status);
            Lose(Path.Combine(folder.Data, file), what);
            await WaitUntilUnreadyAsync(http);
            Assert.Equal(0, await server.SignalAsync("TERM"));
            Assert.Contains("what was acknowledged may not be there any more", server.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("everything accepted is on disk", server.Errors, StringComparison.Ordinal);
        }

        CommandResult start = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, start.ExitCode);
        Assert.Contains($"'{Path.Combine(folder.Data, file)}'", start.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(start.Errors);
    }

    /// <summary>SQLite follows the link and creates a log beside its target: two programs would then have separate logs.</summary>
    [Theory]
    [InlineData("incidents.db")]
    [InlineData("tokens.db")]
    public async Task A_file_that_was_moved_and_linked_is_lost(string file)
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        string path = Path.Combine(folder.Data, file);
        File.Move(path, path + ".moved");
        File.CreateSymbolicLink(path, path + ".moved");
        await WaitUntilUnreadyAsync(http);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(http, Payloads.Started("after")));
        CommandResult tokens = await CommandResult.RunAsync(executable, "tokens", "list", "--data", folder.Data);
        Assert.Equal(1, tokens.ExitCode);
        Assert.Contains($"'{path}' is a symbolic link", tokens.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("cut")]
    public async Task A_revoked_token_is_refused_though_the_file_that_tells_of_it_is_gone(string what)
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        string id = (await http.ReadAsync("/v1/session")).Text("tokenId")!;

        Lose(Path.Combine(folder.Data, "tokens.generation"), what);
        Assert.Equal(0, (await CommandResult.RunAsync(executable, "tokens", "revoke", id, "--data", folder.Data)).ExitCode);

        for (int i = 0; i < 1000 && await StatusOfAsync(http, "/v1/incidents") != HttpStatusCode.Unauthorized; i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(http, "/v1/incidents"));
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, "/readyz"));
    }

    [Theory]
    [InlineData("incidents.db", "removed", "is missing, and its write-ahead log")]
    [InlineData("incidents.db", "cut", "is empty, and its write-ahead log")]
    [InlineData("incidents.db-wal", "removed", "is missing: the last server did not shut down cleanly")]
    public async Task What_is_missing_after_a_crash_stops_the_start_and_is_left_as_it_is(string file, string what, string told)
    {
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("before"))).Status);
            await server.KillAsync();
        }

        Lose(Path.Combine(folder.Data, file), what);
        string[] before = Directory.GetFiles(folder.Data);

        CommandResult start = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, start.ExitCode);
        Assert.Contains(told, start.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(start.Errors);
        Assert.Equal(before, Directory.GetFiles(folder.Data));
        Assert.Equal(1, (await CommandResult.RunAsync(executable, "integrity", "--data", folder.Data)).ExitCode);
    }

    [Fact]
    public async Task A_second_server_is_refused_though_the_lock_file_is_gone()
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        File.Delete(Path.Combine(folder.Data, "server.lock"));

        CommandResult second = await CommandResult.RunAsync(executable, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another server is running on the data folder", second.Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(Payloads.Started("after"))).Status);
    }

    [Fact]
    public async Task Streams_end_when_the_files_are_lost_and_none_begins()
    {
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        using HttpResponseMessage stream = await http.GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        Lose(Path.Combine(folder.Data, "incidents.db"), "removed");
        await WaitUntilUnreadyAsync(http);

        Assert.Contains("event: begin", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage next = await http.GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, next.StatusCode);
    }

    [Fact]
    public async Task A_limit_of_the_size_of_files_does_not_end_the_server()
    {
        await using RunningServer server = await RunningServer.StartAsync(Start.Of(
            "bash", "-c", "ulimit -f 400; exec \"$@\"", "bash", executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0"));
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        HttpStatusCode status = HttpStatusCode.Created;
        for (int i = 0; i < 100 && status == HttpStatusCode.Created; i++)
        {
            status = await SendAsync(http, $$"""{"status":"Started","id":"{{i}}","title":"T","description":"{{new string('x', 20_000)}}"}""");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.OK, await StatusOfAsync(http, "/healthz"));
    }

    private static async Task WaitUntilUnreadyAsync(HttpClient http)
    {
        for (int i = 0; i < 1000 && await StatusOfAsync(http, "/readyz") == HttpStatusCode.OK; i++)
        {
            await Task.Delay(10);
        }
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, string payload)
    {
        using var body = new StringContent(payload, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, body);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient http, string path)
    {
        using HttpResponseMessage answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    private static void Lose(string path, string what)
    {
        if (what == "cut")
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
        }
        else if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
