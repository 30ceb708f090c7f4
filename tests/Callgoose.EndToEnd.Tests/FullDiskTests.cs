using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests;

/// <summary>reliability.md, promise 6: a server that cannot commit says so, and never acknowledges what it did not keep.</summary>
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

    /// <summary>Sends until a call is refused. What is left may be enough for a smaller one, so the server may be ready again.</summary>
    /// <returns>The key of that call.</returns>
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
