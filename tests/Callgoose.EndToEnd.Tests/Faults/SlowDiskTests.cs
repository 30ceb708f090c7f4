using System.Collections.Concurrent;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>
/// A disk that is slower than the calls that arrive (tests/README.md R14): a bounded number of calls waits, the others are asked to retry, and
/// everything recovers when the disk does.
/// </summary>
public sealed class SlowDiskTests(PublishedExecutable executable, FaultLibrary library, ITestOutputHelper output)
{
    private const int Connections = 200;

    /// <summary>What 200 connections and 64 waiting calls may take beyond an idle server.</summary>
    private const double MostMiB = 64;

    private readonly ConcurrentQueue<string> acknowledged = new();
    private int refused;

    [Fact]
    public async Task Past_the_bound_of_the_queue_calls_are_refused_and_memory_stays_bounded()
    {
        using var folder = new FaultyFolder(executable, library);
        await using RunningServer server = await folder.ServeAsync(false, ("CALLGOOSE_LIMITS__QUEUE", "64"));
        string token = await server.WaitForFirstTokenAsync();
        using HttpClient reader = server.Client(token);
        await reader.OpenAsync(Payloads.Started("first"));
        acknowledged.Enqueue("first");
        double before = server.ResidentMiB();

        folder.Faults.SlowSync = TimeSpan.FromMilliseconds(300);
        using var stop = new CancellationTokenSource();
        Task[] senders = [.. Enumerable.Range(0, Connections).Select(i => Task.Run(() => SendUntilAsync(server.Client(token), $"{i}", stop.Token)))];
        for (DateTime end = DateTime.UtcNow.AddMinutes(1); (refused < 1000 || acknowledged.Count < 200) && DateTime.UtcNow < end && !senders.Any(static sender => sender.IsFaulted);)
        {
            await Task.Delay(20);
        }

        // It can write, only not fast enough: it stays ready.
        await reader.ReadAsync("/readyz");
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        double peak = server.PeakMiB();
        output.WriteLine($"{acknowledged.Count} acknowledged, {refused} refused; {before:0.0} MiB before, {peak:0.0} MiB at most");
        Assert.InRange(refused, 1000, int.MaxValue);
        Assert.InRange(peak, 0, before + MostMiB);

        folder.Faults.Mend();
        for (int i = 0; i < 100; i++)
        {
            await reader.OpenAsync(Payloads.Started($"after {i}"));
            acknowledged.Enqueue($"after {i}");
        }

        Assert.Equal(acknowledged.Order(), (await reader.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")!).Order());
        TestServer.AssertNoStumble(server.Errors);
    }

    private async Task SendUntilAsync(HttpClient http, string name, CancellationToken stop)
    {
        using (http)
        {
            for (int call = 0; !stop.IsCancellationRequested; call++)
            {
                string key = $"{name}-{call}";
                using var content = new StringContent(Payloads.Started(key));
                using HttpResponseMessage response = await http.PostAsync(ProcessApi.Path, content, CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    acknowledged.Enqueue(key);
                    continue;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                TimeSpan? retryAfter = response.Headers.RetryAfter?.Delta;
                Assert.NotNull(retryAfter);
                Interlocked.Increment(ref refused);
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }
}
