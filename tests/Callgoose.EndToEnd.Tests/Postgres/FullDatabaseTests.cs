using System.Diagnostics;
using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>
/// The disk of the database is full: calls get 503, nothing acknowledged is lost, and the server recovers when there is room (tests/README.md R28).
/// </summary>
public sealed class FullDatabaseTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_full_disk_of_the_database_refuses_and_loses_nothing()
    {
        Assert.SkipUnless(PostgresServer.MayMount, "no file system of a small size can be mounted here: that takes root");
        using var postgres = new PostgresServer(isDurable: true, megabytes: 128);
        ProcessStartInfo start = Start.Of(executable.Path, "serve", "--urls", "http://127.0.0.1:0");
        start.Environment["CALLGOOSE_STORE"] = postgres.NewDatabase();
        await using RunningServer server = await RunningServer.StartAsync(start);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        var acknowledged = new List<string>();
        string ballast = Path.Combine(postgres.Folder, "ballast");
        Fill(ballast);
        HttpStatusCode status = HttpStatusCode.Created;
        string description = new('d', 50_000);
        for (int i = 0; status == HttpStatusCode.Created; i++)
        {
            Assert.True(i < 5000, "the disk did not become full");
            using var content = new StringContent(Payloads.Started($"INC-{i}").Replace("\"D\"", $"\"{description}\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, content);
            status = answer.StatusCode;
            if (status == HttpStatusCode.Created)
            {
                acknowledged.Add($"INC-{i}");
            }
            else
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        File.Delete(ballast);
        postgres.Restart();
        await Eventually.HoldsAsync(async () =>
        {
            using HttpResponseMessage ready = await http.GetAsync("/readyz");
            return ready.IsSuccessStatusCode;
        });
        List<string> keys = [.. (await http.IncidentsAsync()).Select(static one => one.Text("incidentKey")!)];
        Assert.Empty(acknowledged.Except(keys));
        Assert.Equal(keys.Count, keys.Distinct().Count());
        await http.OpenAsync(Payloads.Started("INC-after"));
        TestServer.AssertNoTrace(server.Errors);
    }

    private static void Fill(string path)
    {
        byte[] block = new byte[64 * 1024];
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }
}
