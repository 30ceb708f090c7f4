using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>
/// Writes and syncs that fail (tests/README.md R2): calls that were not committed get no 2xx, and all is well again when the disk is.
/// </summary>
public sealed class DiskFailureTests(PublishedExecutable executable, FaultLibrary library)
{
    public static TheoryData<string, int> Faults { get; } = new()
    {
        { "sync", FaultControl.Eio },
        { "sync", FaultControl.Enospc },
        { "write", FaultControl.Eio },
        { "write", FaultControl.Enospc },
        { "short write", FaultControl.Enospc },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_was_not_committed_is_refused_and_the_server_recovers_with_the_disk(string what, int error)
    {
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        string[] acknowledged = await OpenAsync(http, 5);

        Break(folder.Faults, what, error);
        string[] refused = await RefusedAsync(http, 8);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz"));
        Assert.Equal(acknowledged.Order(), await KeysAsync(http));

        folder.Faults.Mend();
        await server.WaitForLogAsync("The store commits again");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/readyz"));
        foreach (string key in refused)
        {
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started(key))).Status);
        }

        Assert.Equal(acknowledged.Concat(refused).Order(), await KeysAsync(http));
        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.Contains("The store cannot commit", server.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(server.Errors);
        await folder.AssertSoundAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_server_killed_on_a_failing_disk_has_everything_acknowledged_once(string what, int error)
    {
        using var folder = new FaultyFolder(executable, library);
        string token;
        string[] acknowledged;
        string[] refused;
        await using (RunningServer server = await folder.ServeAsync())
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            acknowledged = await OpenAsync(http, 5);
            Break(folder.Faults, what, error);
            refused = await RefusedAsync(http, 8);
            await server.KillAsync();
        }

        folder.Faults.Mend();
        await using RunningServer again = await folder.ServeAsync();
        using HttpClient after = again.Client(token);

        // A refused call may have an effect or not: its data may be on the disk although the sync failed. Sent again, it is there once.
        foreach (string key in refused)
        {
            Assert.True((await after.PostAsync(Payloads.Started(key))).Status is HttpStatusCode.Created or HttpStatusCode.OK);
        }

        Assert.Equal(acknowledged.Concat(refused).Order(), await KeysAsync(after));
        await folder.AssertSoundAsync();
    }

    [Fact]
    public async Task A_start_on_a_full_disk_ends_with_a_reason_and_the_next_one_succeeds()
    {
        using var folder = new FaultyFolder(executable, library);
        folder.Faults.FailWrite = FaultControl.Enospc;

        CommandResult failed = await CommandResult.RunAsync(folder.Command(keepUndo: false, "serve", "--urls", "http://127.0.0.1:0"));

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("disk is full", failed.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(failed.Errors);
        folder.Faults.Mend();
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        await http.OpenAsync(Payloads.Started("1"));
    }

    [Fact]
    public async Task A_token_that_could_not_be_written_is_not_given_out()
    {
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        folder.Faults.FailSync = FaultControl.Eio;

        using var wanted = new StringContent("""{"name":"one more"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync("/v1/tokens", wanted);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain("cg_", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        folder.Faults.Mend();
        Assert.Equal(1, (await http.ReadAsync("/v1/tokens")).GetProperty("tokens").GetArrayLength());
    }

    private static void Break(FaultControl faults, string what, int error)
    {
        faults.ShortWrite = what == "short write";
        faults.FailSync = what == "sync" ? error : 0;
        faults.FailWrite = what == "sync" ? 0 : error;
    }

    private static async Task<string[]> OpenAsync(HttpClient http, int count)
    {
        string[] keys = [.. Enumerable.Range(0, count).Select(static i => $"open {i}")];
        foreach (string key in keys)
        {
            await http.OpenAsync(Payloads.Started(key));
        }

        return keys;
    }

    /// <summary>Sends triggers at once. Each must be refused as the contract says.</summary>
    private static async Task<string[]> RefusedAsync(HttpClient http, int count)
    {
        string[] keys = [.. Enumerable.Range(0, count).Select(static i => $"refused {i}")];
        await Task.WhenAll(keys.Select(async key =>
        {
            using var content = new StringContent(Payloads.Started(key));
            using HttpResponseMessage response = await http.PostAsync(ProcessApi.Path, content);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(response.Headers.RetryAfter?.Delta);
        }));
        return keys;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<IEnumerable<string?>> KeysAsync(HttpClient http) =>
        (await http.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")).Order();
}
