using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>
/// Relay/README.md: both sides are killed with kill -9 at random moments, and the network between them is cut, while webhooks arrive. The default is
/// 1,000 webhooks; CALLGOOSE_RELAY_WEBHOOKS=10000 runs the long form.
/// </summary>
public class RelayCrashTests(PublishedExecutable executable, ITestOutputHelper output)
{
    private const int Senders = 4;

    [Theory]
    [InlineData(false, "1000")]
    [InlineData(true, "200")]
    public async Task Each_webhook_comes_to_the_upstream_once_and_in_the_order_of_the_edge(bool isShared, string usual)
    {
        int webhooks = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_RELAY_WEBHOOKS") ?? usual, CultureInfo.InvariantCulture);
        int breaks = 12 + (webhooks / 250);
        var random = new Random(Environment.TickCount);
        await using RelayPair pair = await RelayPair.MakeAsync(
            executable, upstream: isShared ? $"\"store\": \"{PostgresServer.Shared.NewDatabase()}\"" : "\"destinations\": {}");
        RunningServer upstream = await pair.ServeUpstreamAsync();
        RunningServer edge = await pair.Edge.ServeAsync();
        int sent = 0;
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAllAsync(sender, webhooks / Senders)))];
        for (int i = 1; i <= breaks; i++)
        {
            int enough = (int)((long)webhooks * i / (breaks + 2)) + random.Next(5);
            await RelayPair.UntilAsync(() => Task.FromResult(Volatile.Read(ref sent) >= enough || senders.All(static one => one.IsCompleted)), () => "the edge takes nothing");
            switch (i % 3)
            {
                case 0:
                    await edge.DisposeAsync();
                    Volatile.Write(ref edge, await pair.Edge.ServeAsync());
                    break;
                case 1:
                    await upstream.DisposeAsync();
                    upstream = await pair.ServeUpstreamAsync();
                    break;
                default:
                    pair.Network.Cut();
                    await Task.Yield();
                    pair.Network.Join(upstream.Address);
                    break;
            }
        }

        await Task.WhenAll(senders);
        await RelayPair.UntilAsync(
            async () => (await pair.StatusAsync(edge)).GetProperty("relay").GetProperty("waiting").GetInt64() == 0, () => "not all has been relayed: " + edge.Errors);

        using HttpClient reader = upstream.Client(pair.Reader);
        JsonElement[] incidents = [.. Enumerable.Reverse(await reader.IncidentsAsync())];
        JsonElement relay = await pair.StatusAsync(edge);
        output.WriteLine($"{webhooks} webhooks, {breaks} breaks; {relay}");
        await edge.DisposeAsync();
        await upstream.DisposeAsync();
        Assert.Equal(webhooks, incidents.Length);
        Assert.All(incidents, static one => Assert.Equal(1, one.GetProperty("occurrences").GetInt32()));
        Assert.Equal(0, relay.GetProperty("relay").GetProperty("refused").GetInt32());
        foreach (IGrouping<string, int> sender in incidents.Select(static one => one.GetProperty("incidentKey").GetString()!.Split('-')).GroupBy(static key => key[0], static key => int.Parse(key[1], CultureInfo.InvariantCulture)))
        {
            Assert.Equal(Enumerable.Range(0, webhooks / Senders), sender);
        }

        async Task SendAllAsync(int sender, int count)
        {
            for (int i = 0; i < count; i++)
            {
                string key = $"{sender}-{i}";
                for (var waited = Stopwatch.StartNew(); !await TrySendAsync(key); await Task.Delay(20))
                {
                    Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "the edge takes nothing");
                }

                Interlocked.Increment(ref sent);
            }
        }

        // A call without an answer is repeated with the same id, as senders do.
        async Task<bool> TrySendAsync(string key)
        {
            try
            {
                using HttpClient http = Volatile.Read(ref edge).Client(pair.Sender);
                (HttpStatusCode status, JsonElement answer) = await RelayPair.SendAsync(http, Payloads.Started(key), delivery: key);
                Assert.Equal((HttpStatusCode.Accepted, "relayed"), (status, answer.GetProperty("reason").GetString()));
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return false;
            }
        }
    }
}
