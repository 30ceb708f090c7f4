using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>A delivery that was given up is on the incident's timeline, and the other destinations are told (Delivery/README.md).</summary>
public class FailureTests(PublishedExecutable executable)
{
    [Fact]
    public async Task A_dead_letter_is_a_line_of_the_timeline_and_goes_to_all_but_the_one_that_failed()
    {
        await using var gone = new Receiver(static _ => Receiver.Status(410, body: "no such hook"));
        await using var other = new Receiver();
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "gone": { "kind": "Webhook", "url": "{{gone.Url}}" }, "other": { "kind": "Webhook", "url": "{{other.Url}}" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        (_, JsonElement answer) = await http.SendAsync(Payloads.Started("1"));
        await other.WaitAsync(static messages => messages.Count == 2);

        Assert.Equal(["triggered", "delivery_failed"], other.Messages.Select(static message => message.Event));
        Assert.Equal(["triggered"], gone.Messages.Select(static message => message.Event));
        CommandResult shown = await folder.RunAsync("incidents", "show", answer.GetProperty("incidents")[0].GetString()!);
        Assert.Contains("delivery failed", shown.Output, StringComparison.Ordinal);
        Assert.Contains("gone", shown.Output, StringComparison.Ordinal);
        Assert.Contains("\"triggered\" was given up after 1 try: HTTP 410: no such hook", shown.Output, StringComparison.Ordinal);
    }

    /// <summary>Each of the two reports the other's failures; this does not go on for ever.</summary>
    [Fact]
    public async Task Two_dead_destinations_do_not_tell_of_each_other_for_ever()
    {
        await using var receiver = new Receiver(static _ => Receiver.Status(410));
        using var folder = new ConfiguredFolder(executable);
        folder.Write($$"""
            "destinations": { "a": { "kind": "Webhook", "url": "{{receiver.Url}}/a" }, "b": { "kind": "Webhook", "url": "{{receiver.Url}}/b" } },
            "delivery": { "allowNetworks": ["127.0.0.0/8"] }
            """);
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient http = server.Client(await folder.CreateTokenAsync());

        (_, JsonElement answer) = await http.SendAsync(Payloads.Started("1"));
        await receiver.WaitAsync(static messages => messages.Count == 4);
        await http.SendAsync(Payloads.Started("2"));
        await receiver.WaitAsync(static messages => messages.Count == 8);

        // When all messages of the second incident have come, any further ones of the first would have come too.
        Assert.Equal(4, receiver.Messages.Count(static message => message.Key == "1"));
        using HttpResponseMessage response = await http.GetAsync($"/v1/incidents/{answer.GetProperty("incidents")[0].GetString()}");
        JsonElement timeline = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("timeline");
        Assert.Equal(
            ["delivery_failed delivery a", "delivery_failed delivery b", "triggered integration incident"],
            timeline.EnumerateArray().Select(static line => $"{line.GetProperty("transition")} {line.GetProperty("by")} {line.GetProperty("cause")}").Order());
    }
}
