using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>tests/README.md R22: bytes of the files change without a write of the server. It serves nothing wrong, and reports what is lost.</summary>
public sealed class DamagedFileTests(PublishedExecutable executable) : IDisposable
{
    private const int Page = 4096;
    private const int Frame = 24 + Page;

    private readonly TemporaryFolder folder = new();

    private string Database => Path.Combine(folder.Data, "incidents.db");

    private string Log => Database + "-wal";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_damaged_page_is_refused_counted_and_told_and_the_rest_is_served()
    {
        string token;
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            for (int i = 0; i < 60; i++)
            {
                await http.OpenAsync($$"""{"status":"Started","id":"key {{i}}","title":"T","description":"{{new string('d', 3000)}}"}""");
            }

            Assert.Equal(0, await server.SignalAsync("TERM"));
        }

        byte[] file = await File.ReadAllBytesAsync(Database);
        int at = file.AsSpan().LastIndexOf("key 30BetterStack"u8);
        Assert.InRange(at, Page, file.Length);
        file[(at / Page * Page) + 4000] ^= 1;
        await File.WriteAllBytesAsync(Database, file);

        CommandResult integrity = await CommandResult.RunAsync(executable, "integrity", "--data", folder.Data);
        Assert.Equal(1, integrity.ExitCode);
        Assert.Contains($"the 4,096 bytes at {at / Page * Page} of", integrity.Output, StringComparison.Ordinal);

        await using RunningServer damaged = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient reader = damaged.Client(token);
        using (HttpResponseMessage all = await reader.GetAsync("/v1/incidents?limit=1000"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, all.StatusCode);
            Assert.Equal("application/problem+json", all.Content.Headers.ContentType?.MediaType);
        }

        using (var again = new StringContent(Payloads.Started("key 30"), System.Text.Encoding.UTF8, "application/json"))
        using (HttpResponseMessage refused = await reader.PostAsync(ProcessApi.Path, again))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsync(Payloads.Started("key 59"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await reader.PostAsync(Payloads.Started("new"))).Status);
        Assert.Equal(5, (await reader.ReadAsync("/v1/incidents?limit=5")).GetProperty("incidents").GetArrayLength());
        string metrics = await reader.GetStringAsync("/metrics");
        Assert.Matches("callgoose_store_damaged_reads_total [1-9]", metrics);
        Assert.Contains("are damaged: their checksums are wrong", damaged.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(damaged.Errors);
    }

    [Fact]
    public async Task Commits_behind_a_damaged_one_are_told_and_their_log_is_kept()
    {
        string token;
        await using (RunningServer server = await RunningServer.StartAsync(executable, folder.Data))
        {
            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            for (int i = 0; i < 40; i++)
            {
                await http.OpenAsync(Payloads.Started($"key {i}"));
            }

            await server.KillAsync();
        }

        byte[] log = await File.ReadAllBytesAsync(Log);
        log[32 + (log.Length / Frame / 2 * Frame) + 1000] ^= 1;
        await File.WriteAllBytesAsync(Log, log);
        CommandResult integrity = await CommandResult.RunAsync(executable, "integrity", "--data", folder.Data);
        Assert.Equal(1, integrity.ExitCode);
        Assert.Contains("commits behind that, which were acknowledged, cannot be reached", integrity.Output, StringComparison.Ordinal);

        await using (RunningServer damaged = await RunningServer.StartAsync(executable, folder.Data))
        {
            using HttpClient reader = damaged.Client(token);
            Assert.InRange((await reader.IncidentsAsync()).Count, 1, 39);
            JsonElement ready = await reader.ReadAsync("/readyz");
            Assert.Equal("incidents.db-wal.damaged", Assert.Single(ready.GetProperty("damaged").EnumerateArray()).GetString());
            Assert.Contains("cannot be reached; all of the log is kept as", damaged.Errors, StringComparison.Ordinal);
            Assert.Equal(log, await File.ReadAllBytesAsync(Log + ".damaged"));
            Assert.Equal(HttpStatusCode.Created, (await reader.PostAsync(Payloads.Started("new"))).Status);
        }

        Assert.Equal(1, (await CommandResult.RunAsync(executable, "integrity", "--data", folder.Data)).ExitCode);
        File.Delete(Log + ".damaged");
        Assert.Equal(0, (await CommandResult.RunAsync(executable, "integrity", "--data", folder.Data)).ExitCode);
    }
}
