using System.Text.Json;
using Callgoose.LoadTest.Contenders;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Load;

/// <summary>Puts load on a server with <c>wrk</c> and <c>webhooks.lua</c>: the guide's trigger with ever new ids.</summary>
/// <param name="connections">How many connections send. Each sends its next webhook after the answer to its last one.</param>
/// <param name="threads">How many threads of wrk share the connections in runs by time.</param>
internal sealed class Wrk(int connections, int threads)
{
    private const string AllAnswered = "all answered";
    private static readonly TimeSpan CountedTimeout = TimeSpan.FromMinutes(5);
    private static int runs;

    /// <summary>Sends an exact number of webhooks and checks every answer.</summary>
    /// <exception cref="LoadTestException">Not every webhook got the expected status.</exception>
    public async Task<WrkResult> SendExactlyAsync(RunningServer server, int webhooks)
    {
        await using Child child = Start(server, threads: 1, CountedTimeout, ("CALLGOOSE_REQUESTS", $"{webhooks}"));
        await child.WaitAsync(line =>
        {
            // The program itself sleeps for the full time.
            if (line == AllAnswered)
            {
                child.Interrupt();
            }
        });
        WrkResult result = Parse(child.Output);
        return result.Right == webhooks && result.Broken == 0
            ? result
            : throw new LoadTestException(
                $"{server.Target}: of {webhooks} webhooks {result.Right} were answered with {server.ExpectedStatus}, "
                + $"{result.Wrong} with something else, {result.Broken} connections broke.");
    }

    /// <summary>Sends webhooks for a time.</summary>
    /// <exception cref="LoadTestException">A webhook was refused, or a connection broke.</exception>
    public async Task<WrkResult> SendForAsync(RunningServer server, TimeSpan time)
    {
        await using Child child = Start(server, Math.Min(threads, connections), time);
        await child.WaitAsync();
        WrkResult result = Parse(child.Output);
        return result.Refused == 0 && result.Broken == 0
            ? result
            : throw new LoadTestException(
                $"{server.Target}: of {result.Requests} webhooks {result.Refused} were refused, {result.Broken} connections broke.");
    }

    private Child Start(RunningServer server, int threads, TimeSpan time, params (string, string)[] more) => Child.Start(
        Tools.Find("wrk") ?? throw new LoadTestException("wrk is missing; benchmarks/install-rivals.sh installs it"),
        [
            "--threads", $"{threads}",
            "--connections", $"{connections}",
            "--duration", $"{(int)time.TotalSeconds}s",
            "--timeout", "10s",
            "--script", Path.Combine(AppContext.BaseDirectory, "Load", "webhooks.lua"),
            server.Target.ToString(),
        ],
        [
            ("CALLGOOSE_PAYLOAD", Payloads.PathOf(server.Payload)),
            ("CALLGOOSE_TOKEN", server.Token),
            ("CALLGOOSE_RUN", $"{Environment.ProcessId % 65536:x4}{Interlocked.Increment(ref runs):x4}"),
            ("CALLGOOSE_EXPECT", $"{server.ExpectedStatus}"),
            .. more,
        ]);

    private static WrkResult Parse(string output)
    {
        string? json = output.Split('\n').LastOrDefault(static l => l.StartsWith('{'));
        return json is null
            ? throw new LoadTestException($"wrk failed:\n{output}")
            : JsonSerializer.Deserialize<WrkResult>(json, JsonSerializerOptions.Web)!;
    }
}
