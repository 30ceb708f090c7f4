using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Callgoose.EndToEnd.Tests.Delivery;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>Two servers on one PostgreSQL, one of which delivers to a receiver, and senders to both.</summary>
internal sealed class DeliveringServers : IAsyncDisposable
{
    private readonly ConfiguredFolder folder;
    private readonly ConcurrentDictionary<string, bool> triggered = new();
    private readonly ConcurrentDictionary<string, bool> resolved = new();
    private readonly CancellationTokenSource enough = new();
    private readonly List<Task> senders = [];
    private int keys;

    private DeliveringServers(PublishedExecutable executable) => folder = new ConfiguredFolder(executable);

    public Receiver Receiver { get; } = new();

    public RunningServer[] Servers { get; } = new RunningServer[2];

    public string Token { get; private set; } = string.Empty;

    /// <summary>How many incidents were acknowledged.</summary>
    public int Acknowledged => triggered.Count;

    public static async Task<DeliveringServers> StartAsync(PublishedExecutable executable, string url)
    {
        var pair = new DeliveringServers(executable);
        pair.folder.Write($$"""
            "store": "{{url}}", "destinations": { "audit": { "kind": "Webhook", "url": "{{pair.Receiver.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await pair.ServeAsync(0);
        pair.Token = await pair.Servers[0].WaitForFirstTokenAsync();
        await pair.ServeAsync(1);
        using HttpClient other = pair.Client(1);
        await Eventually.HoldsAsync(async () => (await other.GetAsync("/v1/incidents")).StatusCode == HttpStatusCode.OK);
        return pair;
    }

    public async Task ServeAsync(int server) => Servers[server] = await folder.ServeAsync();

    public HttpClient Client(int server) => Servers[server].Client(Token);

    /// <summary>Whether a server is the one that delivers.</summary>
    public async Task<bool> DeliversAsync(int server)
    {
        using HttpClient http = Client(server);
        return (await Metrics.OfAsync(http))["callgoose_delivery_dispatching"] == 1;
    }

    /// <summary>Waits until one of them delivers, and returns its number.</summary>
    public async Task<int> DelivererAsync()
    {
        int found = -1;
        await Eventually.HoldsAsync(async () => (found = await DeliversAsync(0) ? 0 : await DeliversAsync(1) ? 1 : -1) >= 0);
        return found;
    }

    /// <summary>Starts to send triggers and resolves to a server, and repeats a call without an answer, as senders do.</summary>
    public void Send(int to) => senders.Add(Task.Run(async () =>
    {
        while (!enough.IsCancellationRequested)
        {
            string key = $"INC-{Interlocked.Increment(ref keys)}";
            await SendAsync(to, Payloads.Started(key), () => triggered[key] = true);
            await SendAsync(to, Payloads.Resolved(key), () => resolved[key] = true);
        }
    }));

    /// <summary>Waits until this many more incidents are acknowledged.</summary>
    public async Task TakeAsync(int more)
    {
        int wanted = Acknowledged + more;
        for (var waited = Stopwatch.StartNew(); Acknowledged < wanted; await Task.Delay(5))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "the servers take nothing");
            await Task.WhenAll(senders.Where(static sender => sender.IsFaulted));
        }
    }

    /// <summary>
    /// Stops the senders, and checks that the receiver got everything that was acknowledged, in order, with no more repeats than allowed, each under
    /// its id.
    /// </summary>
    /// <returns>The messages.</returns>
    public async Task<Received[]> AssertAllCameAsync(int mostRepeats)
    {
        await enough.CancelAsync();
        await Task.WhenAll(senders);
        await Receiver.WaitAsync(
            messages =>
            {
                ILookup<string, Received> byKey = messages.ToLookup(static message => message.Key);
                return triggered.Keys.All(key => byKey[key].Any(static message => message.Event == "triggered" || message.HasRecovered))
                    && resolved.Keys.All(key => byKey[key].Any(static message => message.Event == "resolved"));
            },
            () => string.Join(", ", triggered.Keys.Except(Receiver.Messages.Select(static message => message.Key)).Take(10)) + Servers[0].Errors + Servers[1].Errors);

        Received[] all = [.. Receiver.Messages];
        foreach (IGrouping<string, Received> incident in all.GroupBy(static message => message.Incident))
        {
            Assert.All(incident.GroupBy(static message => message.Number), static same => Assert.Single(same.Select(static message => message.Id).Distinct()));
            int[] firsts = [.. incident.Select(static message => message.Number).Distinct()];
            Assert.Equal(firsts.Order(), firsts);
        }

        int repeats = all.Length - all.Select(static message => message.Id).Distinct().Count();
        TestContext.Current.TestOutputHelper?.WriteLine($"{triggered.Count} triggers and {resolved.Count} resolves acknowledged, {all.Length} messages, {repeats} repeats");
        Assert.InRange(repeats, 0, mostRepeats);
        return all;
    }

    public static async Task SignalAsync(RunningServer server, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        foreach (RunningServer server in Servers.OfType<RunningServer>())
        {
            await SignalAsync(server, "CONT");
            await server.DisposeAsync();
        }

        await Receiver.DisposeAsync();
        folder.Dispose();
        enough.Dispose();
    }

    /// <summary>Sends one webhook until it is acknowledged or the senders stop.</summary>
    private async Task SendAsync(int to, string payload, Action acknowledged)
    {
        for (; !enough.IsCancellationRequested; await Task.Delay(20))
        {
            try
            {
                using HttpClient http = Client(to);
                using var content = new StringContent(payload, System.Text.Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await http.PostAsync(ProcessApi.Path, content, enough.Token);
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged();
                    return;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server was killed or the test ends: a call without an answer was not acknowledged.
            }
        }
    }
}
