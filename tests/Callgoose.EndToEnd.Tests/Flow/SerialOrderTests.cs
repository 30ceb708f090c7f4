using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Flow;

/// <summary>
/// tests/README.md R3: many senders trigger and resolve one incident key at the same time; the result equals that of some order of their calls. The
/// default is 1,500 triggers and as many resolves; CALLGOOSE_SAME_KEY_CALLS=10000 runs the long form.
/// </summary>
public sealed class SerialOrderTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private const int Senders = 64;
    private const string Key = "contested";

    private readonly ConcurrentQueue<string> created = new();
    private readonly ConcurrentQueue<string> seenAgain = new();
    private readonly ConcurrentQueue<string> resolved = new();
    private int sent;

    [Fact]
    public async Task Triggers_and_resolves_of_one_key_from_64_senders_have_the_effect_of_some_order()
    {
        int calls = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_SAME_KEY_CALLS") ?? "1500", CultureInfo.InvariantCulture);
        using var stop = new CancellationTokenSource();
        Task watching = WatchAsync(stop.Token);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAsync(calls))));
        await stop.CancelAsync();
        await watching;

        List<JsonElement> incidents = (await server.Http.IncidentsAsync()).FindAll(static incident => incident.Text("incidentKey") == Key);
        output.WriteLine($"{calls} triggers and resolves: {created.Count} created, {seenAgain.Count} seen again, {resolved.Count} resolved");
        Assert.Equal(calls, created.Count + seenAgain.Count);
        Assert.Equal(created.Order(), incidents.Select(static incident => incident.Text("id")!).Order());

        // Each incident except the newest had to end before the next one could begin, and each end was reported to one sender.
        Assert.Equal(resolved.Order(), incidents.Where(static incident => incident.Text("state") == "resolved").Select(static incident => incident.Text("id")!).Order());
        Assert.All(incidents.Skip(1), static incident => Assert.Equal("resolved", incident.Text("state")));
        Assert.All(incidents, incident => Assert.Equal(
            1 + seenAgain.Count(id => id == incident.Text("id")), incident.GetProperty("occurrences").GetInt32()));
    }

    private async Task SendAsync(int calls)
    {
        using HttpClient http = server.Server.Client(server.Token);
        for (int call = Interlocked.Increment(ref sent); call <= calls; call = Interlocked.Increment(ref sent))
        {
            // Each trigger has its own body: the same body again would be the redelivery of a trigger that is over.
            JsonElement trigger = (await http.SendAsync($$"""{"status":"Started","id":"{{Key}}","title":"{{call}}"}""")).Answer;
            bool isNew = trigger.GetProperty("triggered").GetProperty("created").GetBoolean();
            Assert.NotEqual(isNew, trigger.GetProperty("triggered").GetProperty("duplicate").GetBoolean());
            (isNew ? created : seenAgain).Enqueue(Assert.Single(trigger.GetProperty("incidents").EnumerateArray()).GetString()!);

            JsonElement resolve = (await http.SendAsync(Payloads.Resolved(Key))).Answer;
            if (resolve.GetProperty("resolved").GetProperty("resolved").GetBoolean())
            {
                resolved.Enqueue(Assert.Single(resolve.GetProperty("incidents").EnumerateArray()).GetString()!);
            }
        }
    }

    /// <summary>Asserts that there are never two at the same time.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        using HttpClient http = server.Server.Client(server.Token);
        while (!stop.IsCancellationRequested)
        {
            JsonElement page = await http.ReadAsync("/v1/incidents?state=active&limit=1000");
            Assert.InRange(page.GetProperty("incidents").EnumerateArray().Count(static incident => incident.Text("incidentKey") == Key), 0, 1);
        }
    }
}
