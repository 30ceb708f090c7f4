using System.Net;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Relay;

/// <summary>The promises of a relay other than order and exactly-once (Relay/README.md).</summary>
public class RelayTests(PublishedExecutable executable)
{
    private const string Place = "line=0192f0a0-0000-7000-8000-000000000001;sequence=5;after=0;received=1000;call=0192f0a0-0000-7000-8000-000000000001";

    [Fact]
    public async Task A_webhook_that_was_taken_while_the_upstream_was_away_has_there_the_time_and_the_environment_of_the_edge()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable, grant: ["--relay", "--environment", "*"], sender: ["--environment", "prod"]);
        await using RunningServer edge = await pair.Edge.ServeAsync();
        using HttpClient http = edge.Client(pair.Sender);
        (HttpStatusCode status, JsonElement answer) = await RelayPair.SendAsync(http, Payloads.Started("1"));
        Assert.Equal((HttpStatusCode.Accepted, "relayed"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await RelayPair.SendAsync(http, "{")).Status);
        DateTimeOffset before = DateTimeOffset.UtcNow;

        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        using HttpClient reader = upstream.Client(pair.Reader);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 1, () => edge.Errors);

        JsonElement incident = Assert.Single(await reader.IncidentsAsync());
        Assert.True(incident.GetProperty("triggeredAt").GetDateTimeOffset() <= before);
        Assert.Equal("prod", incident.GetProperty("environment").GetString());
    }

    [Fact]
    public async Task Only_a_token_of_kind_relay_sets_the_time_and_the_number_and_within_its_grant()
    {
        using var folder = new ConfiguredFolder(executable);
        folder.Write("\"destinations\": {}");
        await using RunningServer server = await folder.ServeAsync();
        using HttpClient ordinary = server.Client(await folder.CreateTokenAsync());
        using HttpClient relay = server.Client(await folder.CreateTokenAsync("--scope", "process", "--relay"));
        ordinary.DefaultRequestHeaders.Add("X-Callgoose-Relay", Place);

        Assert.Equal("urn:callgoose:problem:not-a-relay", (await RelayPair.SendAsync(ordinary, Payloads.Started("1"))).Answer.GetProperty("type").GetString());
        Assert.Equal("urn:callgoose:problem:only-relayed", (await RelayPair.SendAsync(relay, Payloads.Started("1"))).Answer.GetProperty("type").GetString());
        relay.DefaultRequestHeaders.Add("X-Callgoose-Relay", Place);
        Assert.Equal(HttpStatusCode.Created, (await RelayPair.SendAsync(relay, Payloads.Started("1"))).Status);
        Assert.Equal("already_taken", (await RelayPair.SendAsync(relay, Payloads.Started("2"))).Answer.GetProperty("reason").GetString());
        relay.DefaultRequestHeaders.Add("X-Callgoose-Environment", "prod");
        Assert.Equal("urn:callgoose:problem:not-granted", (await RelayPair.SendAsync(relay, Payloads.Started("3"))).Answer.GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_the_upstream_refuses_for_good_does_not_stop_the_line_and_goes_again_by_hand()
    {
        await using RelayPair pair = await RelayPair.MakeAsync(executable, upstream: "\"limits\": { \"body\": 1024 }");
        await using RunningServer upstream = await pair.ServeUpstreamAsync();
        await using RunningServer edge = await pair.Edge.ServeAsync();
        using HttpClient http = edge.Client(pair.Sender);
        await RelayPair.SendAsync(http, Payloads.Started(new string('x', 2000)));
        await RelayPair.SendAsync(http, Payloads.Started("2"));
        using HttpClient reader = upstream.Client(pair.Reader);
        await RelayPair.UntilAsync(async () => (await reader.IncidentsAsync()).Count == 1, () => edge.Errors);

        Assert.Equal(1, (await pair.StatusAsync(edge)).GetProperty("relay").GetProperty("refused").GetInt32());
        JsonElement refused = (await pair.StatusAsync(edge)).GetProperty("refused")[0];
        Assert.Equal(413, refused.GetProperty("status").GetInt32());
        Assert.Equal(0, await edge.SignalAsync("TERM"));
        CommandResult skipped = await pair.Edge.RunAsync("relay", "skip", refused.GetProperty("id").GetString()!);
        Assert.Equal("1 webhook changed\n", skipped.Output);
    }
}
