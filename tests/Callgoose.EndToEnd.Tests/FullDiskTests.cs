using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>tests/README.md R2: a server that cannot commit says so, and never acknowledges a call that it did not persist.</summary>
public class FullDiskTests(PublishedExecutable executable)
{
    private const int MostCalls = 1000;

    [Fact]
    public async Task A_full_disk_is_told_with_503_and_nothing_acknowledged_is_lost()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new List<string>();
        string token;
        string refused;
        await using (RunningServer server = await RunningServer.StartOnFullDiskAsync(executable, folder.Data, kilobytes: 2000))
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            do
            {
                refused = await FillAsync(http, acknowledged);
            }
            while (await StatusAsync(http, "/readyz") == HttpStatusCode.OK);

            Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz"));
            Assert.Equal(acknowledged.Order(), await KeysAsync(http));
            TestServer.AssertNoTrace(server.Errors);
            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        await using RunningServer again = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient after = again.Client(token);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(after, "/readyz"));
        Assert.Equal(HttpStatusCode.Created, (await after.SendAsync(Payloads.Started(refused))).Status);
        Assert.Equal(acknowledged.Append(refused).Order(), await KeysAsync(after));
    }

    /// <summary>The disk is a file system in memory, mounted for the server alone and filled before it starts.</summary>
    [Fact]
    public async Task A_server_that_starts_on_a_full_disk_is_not_ready_until_it_can_write()
    {
        Assert.SkipUnless(await CanMountAsync(), "mounting needs root, or namespaces of users");
        using var folder = new TemporaryFolder();
        string token;
        await using (RunningServer first = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await first.WaitForFirstTokenAsync();
            using HttpClient http = first.Client(token);
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("before"))).Status);
            Assert.Equal(0, await first.SignalAsync("TERM"));
        }

        string disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;
        ProcessStartInfo start = Start.Of([.. Mounting, "bash", "-c", FullDisk, "bash", disk, folder.Data, executable.Path, "serve", "--data", Path.Combine(disk, "data"), "--urls", "http://127.0.0.1:0"]);
        await using RunningServer server = await RunningServer.StartAsync(start, isReady: false);
        using HttpClient client = server.Client(token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/healthz"));
        using (var content = new StringContent(Payloads.Started("refused")))
        using (HttpResponseMessage refused = await client.PostAsync(ProcessApi.Path, content))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        File.Delete($"/proc/{server.ProcessId}/root{disk}/filled");
        await server.WaitForLogAsync("The store commits again");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/readyz"));
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(Payloads.Started("after"))).Status);
        Assert.Equal(["after", "before"], await KeysAsync(client));
        Assert.StartsWith("callgoose folder: in use", await File.ReadAllTextAsync($"/proc/{server.ProcessId}/root{disk}/data/folder.state", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        TestServer.AssertNoTrace(server.Errors);
    }

    private const string FullDisk = """
        mount -t tmpfs -o size=4m,mode=700 tmpfs "$1" && cp -a "$2" "$1/data" && { cat /dev/zero > "$1/filled" 2> /dev/null; shift 2; exec "$@"; }
        """;

    private static readonly string[] Mounting = ["unshare", "--user", "--map-root-user", "--mount"];

    private static async Task<bool> CanMountAsync()
    {
        using Process probe = Process.Start("unshare", ["--user", "--map-root-user", "--mount", "true"]);
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return probe.ExitCode == 0;
    }

    /// <summary>Sends until a call is refused. The remaining space may be enough for a smaller call, so the server may be ready again.</summary>
    /// <returns>The key of the refused call.</returns>
    private static async Task<string> FillAsync(HttpClient http, List<string> acknowledged)
    {
        string text = new('x', 20_000);
        for (int i = 0; i < MostCalls; i++)
        {
            string key = $"call {Guid.NewGuid()}";
            using var content = new StringContent($$"""{"status":"Started","id":"{{key}}","description":"{{text}}"}""");
            using HttpResponseMessage response = await http.PostAsync(ProcessApi.Path, content);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                acknowledged.Add(key);
                continue;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(response.Headers.RetryAfter?.Delta);
            Assert.NotEmpty(acknowledged);
            return key;
        }

        Assert.Fail("the disk never was full");
        return "";
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<IEnumerable<string?>> KeysAsync(HttpClient http) =>
        (await http.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")).Order();
}
