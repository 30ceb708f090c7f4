using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>
/// The memory that the unit allows the whole service (MemoryMax), and a heap of three quarters of it: large bodies, lists and logs at the same time
/// lose no answer to either. CALLGOOSE_MEMORY_ROUNDS=15 runs longer.
/// </summary>
public sealed class MemoryLimitTests(PublishedExecutable executable, ITestOutputHelper output)
{
    private const int Connections = 48;

    private static readonly HttpStatusCode[] Defined =
    [
        HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable,
    ];

    [Fact]
    public async Task No_answer_is_lost_to_a_full_heap()
    {
        using var folder = new TemporaryFolder().WithData();
        ProcessStartInfo start = Start.Of(executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0");
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{ServiceLimit() / 4 * 3:x}";
        await LoadAsync(folder, start);
    }

    /// <summary>As in the unit: the limit covers all memory of the service, and the system kills it above that.</summary>
    [Fact]
    public async Task No_answer_is_lost_to_the_limit_of_the_service()
    {
        using MemoryGroup? group = MemoryGroup.TryCreate(ServiceLimit());
        Assert.SkipWhen(group is null, "a control group for memory can be made by root only, and where its file system can be written");
        using var folder = new TemporaryFolder().WithData();
        await LoadAsync(folder, Start.Of(
            "bash", "-c", "echo $$ > \"$1\"; shift; exec \"$@\"", "bash", group.Processes, executable.Path, "serve", "--data", folder.Data, "--urls", "http://127.0.0.1:0"));
        output.WriteLine($"at most {group.Peak >> 20} MiB of {ServiceLimit() >> 20}");
    }

    private async Task LoadAsync(TemporaryFolder folder, ProcessStartInfo start)
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_MEMORY_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
        await using RunningServer server = await RunningServer.StartAsync(start);
        await server.WaitForFirstTokenAsync();
        CommandResult created = await CommandResult.RunAsync(
            executable, "tokens", "create", "--name", "debugged", "--scope", "process,read,admin", "--debug", "--data", folder.Data);
        string token = created.Output.Trim();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            using HttpClient http = server.Client(token);
            for (int round = 0; round < rounds; round++)
            {
                using HttpResponseMessage answer = await SendAsync(http, connection, round);
                Assert.Contains(answer.StatusCode, Defined);
                await answer.Content.ReadAsByteArrayAsync();
                answers.AddOrUpdate(answer.StatusCode, 1, static (_, count) => count + 1);
            }
        }));

        output.WriteLine(string.Join(", ", answers.Select(static answer => $"{answer.Value} times {(int)answer.Key}")));
        Assert.Equal(Connections * rounds, answers.Values.Sum());
        Assert.InRange(answers.GetValueOrDefault(HttpStatusCode.Created), 1, int.MaxValue);
        using HttpClient after = server.Client(token);
        Assert.Equal(HttpStatusCode.Created, (await after.PostAsync(Payloads.Started("after"))).Status);
        Assert.DoesNotContain("OutOfMemory", server.Errors, StringComparison.Ordinal);
        TestServer.AssertNoTrace(server.Errors);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, int connection, int round) => (connection % 4) switch
    {
        0 => http.GetAsync("/v1/incidents?limit=1000"),
        1 => http.GetAsync("/v1/logs?limit=500"),
        _ => http.PostAsync(ProcessApi.Path, new StringContent(
            $$"""{"status":"Started","id":"{{connection}} {{round}}","title":"T","description":"{{new string('x', 1_000_000)}}"}""", Encoding.UTF8, "application/json")),
    };

    /// <summary>The unit's limit, in bytes.</summary>
    private static long ServiceLimit()
    {
        string unit = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Hardening", "callgoose.service"));
        string limit = unit.Split("\nMemoryMax=")[1].Split('\n')[0];
        Assert.EndsWith("G", limit, StringComparison.Ordinal);
        return long.Parse(limit[..^1], CultureInfo.InvariantCulture) << 30;
    }
}
