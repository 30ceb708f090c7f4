using System.Globalization;
using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>
/// One dead destination among ten does not affect the other nine, and its waiting events arrive merged when it answers. The default is 300 incidents;
/// CALLGOOSE_DELIVERY_EVENTS=10000 runs more.
/// </summary>
public class DeadDestinationTests(PublishedExecutable executable)
{
    [Fact]
    public async Task Nine_destinations_get_everything_while_the_tenth_is_dead_and_is_told_so()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("CALLGOOSE_DELIVERY_EVENTS") ?? "300", CultureInfo.InvariantCulture);
        await using var receiver = new Receiver();
        await using var dead = new Receiver(static _ => string.Empty);
        using var folder = new ConfiguredFolder(executable);
        string nine = string.Join(", ", Enumerable.Range(0, 9).Select(i => $$""" "d{{i}}": { "kind": "Webhook", "url": "{{receiver.Url}}/{{i}}" } """));
        folder.Write($$"""
            "destinations": { {{nine}}, "dead": { "kind": "Webhook", "url": "{{dead.Url}}" } }, "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        string token = await folder.CreateTokenAsync("--scope", "process,read,admin");
        using HttpClient http = server.Client(token);

        for (int i = 0; i < count; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started($"k{i}"))).Status);
        }

        await http.SendAsync(Payloads.Resolved("k0"));
        await receiver.WaitAsync(messages => messages.Count >= 9 * (count + 1));
        await server.WaitForLogAsync("The destination dead keeps failing");

        Assert.All(
            receiver.Messages.GroupBy(static message => message.Line),
            group => Assert.Equal(count + 1, group.Select(static message => message.Id).Distinct().Count()));
        using HttpResponseMessage ready = await http.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("\"dead\":{\"state\":\"paused\",\"reason\":\"the connection broke", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        CommandResult listed = await folder.RunAsync("deliveries", "list", "--state", "waiting", "--destination", "dead", "--limit", "5");
        Assert.Equal(6, listed.Output.TrimEnd('\n').Split('\n').Length);

        // It answers again, and an operator retries before the next probe.
        dead.Answer = static _ => Receiver.Ok;
        int before = dead.Messages.Count;
        await server.SignalAsync("HUP", "Configuration reloaded");
        await dead.WaitAsync(messages => messages.Skip(before).Select(static message => message.Incident).Distinct().Count() == count);
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_by_hand_and_a_route_says_why_it_took_an_event()
    {
        await using var receiver = new Receiver(static _ => Receiver.Status(410));
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "audit": { "kind": "Webhook", "url": "{{receiver.Url}}" } },
            "routes": [{ "name": "search", "match": { "service": "search" }, "to": "audit" }, { "name": "rest", "to": ["audit"] }],
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        string token = await folder.CreateTokenAsync("--scope", "process,read,admin");
        using HttpClient http = server.Client(token);
        (_, System.Text.Json.JsonElement answer) = await http.SendAsync(Payloads.Started("1"));
        await server.WaitForLogAsync("Gave up a delivery to audit");

        receiver.Answer = static _ => Receiver.Ok;
        CommandResult retried = await folder.RunAsync("deliveries", "retry", "--dead", "--url", server.Address.ToString(), "--token", token);
        Assert.Equal("1 delivery changed\n", retried.Output);
        await receiver.WaitAsync(static messages => messages.Count == 2);
        Assert.Single(receiver.Messages.Select(static message => message.Id).Distinct());

        CommandResult explained = await folder.RunAsync("route", "explain", answer.GetProperty("incidents")[0].GetString()!);

        // The report of the failure may already be there.
        Assert.StartsWith(
            "1 triggered\n  ✗ search: service is \"default\", the route wants \"search\"\n  ✓ rest: to audit\n", explained.Output, StringComparison.Ordinal);
    }
}
