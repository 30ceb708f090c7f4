using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Delivery;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Postgres;

/// <summary>
/// One of several servers on one PostgreSQL delivers for all, and another one takes over when it is gone (tests/README.md R27 and R28).
/// </summary>
public sealed class SharedDeliveryTests(PublishedExecutable executable)
{
    /// <summary>The maximum number of messages in flight to a destination.</summary>
    private const int OnTheirWay = 16;

    [Fact]
    public async Task What_both_take_is_told_once_and_in_order_also_when_the_one_that_delivers_is_restarted()
    {
        await using DeliveringServers pair = await DeliveringServers.StartAsync(executable, PostgresServer.Shared.NewDatabase());
        pair.Send(to: 0);
        pair.Send(to: 1);
        await pair.TakeAsync(20);
        for (int i = 0; i < 2; i++)
        {
            int deliverer = await pair.DelivererAsync();
            Assert.Equal(0, await pair.Servers[deliverer].SignalAsync("TERM"));
            await Eventually.HoldsAsync(() => pair.DeliversAsync(1 - deliverer));
            await pair.Servers[deliverer].DisposeAsync();
            await pair.ServeAsync(deliverer);
            await pair.TakeAsync(20);
        }

        await pair.AssertAllCameAsync(mostRepeats: 0);
        foreach (RunningServer server in pair.Servers)
        {
            TestServer.AssertNoStumble(server.Output);
            TestServer.AssertNoStumble(server.Errors);
        }
    }

    [Fact]
    public async Task Kill_9_of_the_one_that_delivers_loses_nothing_and_repeats_what_was_on_its_way()
    {
        const int Kills = 2;
        await using DeliveringServers pair = await DeliveringServers.StartAsync(executable, PostgresServer.Shared.NewDatabase());
        pair.Send(to: 0);
        pair.Send(to: 1);
        for (int i = 0; i < Kills; i++)
        {
            await pair.TakeAsync(20);
            int deliverer = await pair.DelivererAsync();
            await pair.Servers[deliverer].KillAsync();
            await Eventually.HoldsAsync(() => pair.DeliversAsync(1 - deliverer));
            await pair.Servers[deliverer].DisposeAsync();
            await pair.ServeAsync(deliverer);
        }

        await pair.AssertAllCameAsync(Kills * OnTheirWay);
    }

    [Fact]
    public async Task One_that_was_stopped_for_longer_than_its_turn_sends_nothing_when_it_wakes()
    {
        await using DeliveringServers pair = await DeliveringServers.StartAsync(executable, PostgresServer.Shared.NewDatabase());
        pair.Send(to: 0);
        pair.Send(to: 1);
        await pair.TakeAsync(20);
        int frozen = await pair.DelivererAsync();
        await DeliveringServers.SignalAsync(pair.Servers[frozen], "STOP");
        await Eventually.HoldsAsync(() => pair.DeliversAsync(1 - frozen));
        await pair.TakeAsync(20);
        await DeliveringServers.SignalAsync(pair.Servers[frozen], "CONT");
        await Eventually.HoldsAsync(async () => await TryAsync(() => pair.DeliversAsync(frozen)) == false);
        await pair.TakeAsync(20);

        Assert.True(await pair.DeliversAsync(1 - frozen));
        await pair.AssertAllCameAsync(OnTheirWay);
    }

    [Fact]
    public async Task While_PostgreSQL_is_stopped_nothing_is_forgotten_that_was_told()
    {
        using var postgres = new PostgresServer(isDurable: true);
        await using DeliveringServers pair = await DeliveringServers.StartAsync(executable, postgres.NewDatabase());
        pair.Send(to: 0);
        pair.Send(to: 1);
        for (int i = 0; i < 2; i++)
        {
            await pair.TakeAsync(20);
            postgres.StopImmediately();
            postgres.Start();
        }

        await pair.TakeAsync(20);
        await pair.AssertAllCameAsync(mostRepeats: 0);
    }

    [Fact]
    public async Task Either_of_them_lists_tells_how_it_stands_and_has_a_dead_letter_sent_again()
    {
        string url = PostgresServer.Shared.NewDatabase();
        await using DeliveringServers pair = await DeliveringServers.StartAsync(executable, url);
        int deliverer = await pair.DelivererAsync();
        pair.Receiver.Answer = static _ => Receiver.Status(410, body: "gone");
        using HttpClient here = pair.Client(deliverer);
        using HttpClient there = pair.Client(1 - deliverer);
        JsonElement opened = await there.OpenAsync(Payloads.Started("1"));
        await Eventually.HoldsAsync(async () => (await DeadAsync(there)).Length == 1);
        await Eventually.HoldsAsync(async () => await StateAsync(there) == "failing");
        string id = (await DeadAsync(there))[0].Text("id")!;
        Assert.Equal(opened.Text("id"), (await there.ReadAsync($"/v1/deliveries/{id}")).GetProperty("delivery").Text("incident"));
        Assert.Contains("failing", await there.GetStringAsync("/readyz"), StringComparison.Ordinal);

        pair.Receiver.Answer = static _ => Receiver.Ok;
        using (HttpResponseMessage retried = await there.PostAsync($"/v1/deliveries/{id}/retry", null))
        {
            Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        }

        await Eventually.HoldsAsync(async () => (await here.ReadAsync($"/v1/deliveries/{id}")).GetProperty("delivery").Text("state") == "delivered");
        Assert.Equal(2, pair.Receiver.Messages.Count(message => message.Id == id));
        using (HttpResponseMessage tested = await there.PostAsync("/v1/destinations/audit/test", null))
        {
            Assert.Contains("delivered", await tested.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await Eventually.HoldsAsync(async () => await StateAsync(there) == "ok");
        // A server without destinations leaves the events of its calls to the server that delivers.
        using var without = new ConfiguredFolder(executable);
        without.Write($"\"store\": \"{url}\"");
        await using RunningServer third = await without.ServeAsync();
        using HttpClient toThird = third.Client(pair.Token);
        JsonElement last = await toThird.OpenAsync(Payloads.Started("2"));
        await pair.Receiver.WaitAsync(messages => messages.Any(message => message.Incident == last.Text("id")));

        CommandResult listed = await CommandResult.RunAsync(Start.Of(
            executable.Path, "deliveries", "list", "--url", pair.Servers[1 - deliverer].Address.ToString(), "--token", pair.Token));
        Assert.True(listed.ExitCode == 0, listed.Errors);
        Assert.Contains("delivered", listed.Output, StringComparison.Ordinal);
    }

    /// <summary>The status of the one destination; null until the server that delivers has published it.</summary>
    private static async Task<string?> StateAsync(HttpClient http) =>
        (await http.ReadAsync("/v1/destinations")).GetProperty("destinations").EnumerateArray().Select(static one => one.Text("state")).FirstOrDefault();

    private static async Task<JsonElement[]> DeadAsync(HttpClient http) =>
        [.. (await http.ReadAsync("/v1/deliveries?state=dead")).GetProperty("deliveries").EnumerateArray()];

    /// <summary>Asks a server that has just woken up. It may reset a connection; senders then repeat their call. Null if it did.</summary>
    private static async Task<bool?> TryAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
