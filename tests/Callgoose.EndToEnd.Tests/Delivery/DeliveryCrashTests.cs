using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>
/// tests/README.md R27: the server is killed with kill -9 at random moments while it delivers to an external receiver, again and again on one data
/// folder. The default is 15 kills; CALLGOOSE_DELIVERY_KILLS=100 runs the long form.
/// </summary>
public class DeliveryCrashTests(PublishedExecutable executable, ITestOutputHelper output)
{
    [Fact]
    public async Task Kill_9_loses_no_event_keeps_their_order_and_repeats_only_with_the_same_id()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_DELIVERY_KILLS") ?? "15", CultureInfo.InvariantCulture);
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int count = 0;
        await using var receiver = new Receiver(_ => Interlocked.Increment(ref count) % 50 == 0 ? Receiver.Status(500) : Receiver.Ok);
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        var triggered = new ConcurrentDictionary<string, bool>();
        var resolved = new ConcurrentDictionary<string, bool>();
        string? token = null;
        for (int life = 0; life < kills; life++)
        {
            await using RunningServer server = await folder.ServeAsync();
            token ??= await folder.CreateTokenAsync();
            using HttpClient http = server.Client(token);
            Task[] senders = [.. Enumerable.Range(0, 4).Select(sender => Task.Run(() => SendAsync(http, $"{life}-{sender}", triggered, resolved)))];
            int enough = triggered.Count + random.Next(5, 120);
            for (var waited = Stopwatch.StartNew(); triggered.Count < enough; await Task.Delay(1))
            {
                Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "the server takes nothing");
            }

            await server.KillAsync();
            await Task.WhenAll(senders);
        }

        await using RunningServer last = await folder.ServeAsync();
        await receiver.WaitAsync(
            messages =>
            {
                ILookup<string, Received> byKey = messages.ToLookup(static message => message.Key);
                return triggered.Keys.All(key => byKey[key].Any(static message => message.Event == "triggered" || message.HasRecovered))
                    && resolved.Keys.All(key => byKey[key].Any(static message => message.Event == "resolved"));
            },
            () => string.Join(", ", triggered.Keys.Except(receiver.Messages.Select(static message => message.Key)).Take(10)));

        Received[] all = [.. receiver.Messages];
        output.WriteLine($"seed {seed}: {kills} kills, {triggered.Count} triggers and {resolved.Count} resolves acknowledged, {all.Length} messages");
        Assert.InRange(triggered.Count, 5 * kills, int.MaxValue);
        foreach (IGrouping<string, Received> incident in all.GroupBy(static message => message.Incident))
        {
            // The same event keeps its id, and different events have different ids.
            Assert.All(incident.GroupBy(static message => message.Id), static same => Assert.Single(same.Select(static message => (message.Number, message.Event)).Distinct()));
            Assert.All(incident.GroupBy(static message => message.Number), static same => Assert.Single(same.Select(static message => message.Id).Distinct()));

            // The first copies of the events came in order.
            int[] firsts = [.. incident.Select(static message => message.Number).Distinct()];
            Assert.Equal(firsts.Order(), firsts);
        }

        // Only messages in flight at a kill come again: 16 at once for each kill, and the failures.
        Assert.InRange(all.Length - all.Select(static message => message.Id).Distinct().Count(), 0, (16 * kills) + (all.Length / 50) + 1);
    }

    private static async Task SendAsync(
        HttpClient http, string name, ConcurrentDictionary<string, bool> triggered, ConcurrentDictionary<string, bool> resolved)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                string key = $"{name}-{i}";
                if ((await http.SendAsync(Payloads.Started(key))).Status == HttpStatusCode.Created)
                {
                    triggered[key] = true;
                }

                if (i % 2 == 0 && (await http.SendAsync(Payloads.Resolved(key))).Status == HttpStatusCode.OK)
                {
                    resolved[key] = true;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed: a call without an answer was not acknowledged.
        }
    }
}
