using System.Diagnostics;
using System.Text;
using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Observability.Metrics;
using Callgoose.Payloads;
using Callgoose.Services;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

public class RoutingTests
{
    private readonly CallCounters counters = new();

    private static ReadOnlySpan<byte> Trigger =>
        """{"status":"Started","id":"INC-1","title":"Disk \"full\"","description":"","monitor":{"id":"M"}}"""u8;

    private static ReadOnlySpan<byte> WithoutKey => """{"status":"Started","title":"No key"}"""u8;

    private static ReadOnlySpan<byte> Resolve => """{"status":"Resolved","id":"INC-1"}"""u8;

    [Fact]
    public void A_trigger_becomes_an_action_with_its_texts()
    {
        WebhookCall webhook = Webhooks.Received(Trigger);

        Route(webhook);

        ServiceAction action = Assert.Single(webhook.Call.Actions.ToArray());
        Assert.Equal(new ServiceScope("", "default"), action.Scope);
        Assert.NotNull(action.TriggerFilter);
        Assert.Null(action.ResolveFilter);
        Assert.Equal(Urgency.High, action.Urgency);
        Assert.Equal("INC-1", Text(webhook, action.TriggerKey));
        Assert.Equal("BetterStack - Disk \"full\"", Text(webhook, action.Title));
        Assert.True(action.Description.IsEmpty);
        Assert.True(action.IsTimed);
        Assert.True(action.BodyDigest.IsEmpty);
    }

    [Fact]
    public void A_trigger_without_a_key_carries_the_digest_of_its_body()
    {
        WebhookCall webhook = Webhooks.Received(WithoutKey);

        Route(webhook);

        ServiceAction action = Assert.Single(webhook.Call.Actions.ToArray());
        Assert.True(action.TriggerKey.IsEmpty);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(WithoutKey), webhook.Call.Text[action.BodyDigest]);
    }

    [Fact]
    public void A_resolve_becomes_an_action_with_its_key_only()
    {
        WebhookCall webhook = Webhooks.Received(Resolve);

        Route(webhook);

        ServiceAction action = Assert.Single(webhook.Call.Actions.ToArray());
        Assert.Null(action.TriggerFilter);
        Assert.NotNull(action.ResolveFilter);
        Assert.Equal("INC-1", Text(webhook, action.ResolveKey));
    }

    [Theory]
    [InlineData("""{"status":"started","id":"INC-1"}""")]
    [InlineData("""{"id":"INC-1"}""")]
    [InlineData("""[]""")]
    public void What_no_filter_wants_becomes_no_action(string body)
    {
        WebhookCall webhook = Webhooks.Received(Encoding.UTF8.GetBytes(body));

        Route(webhook);

        Assert.True(webhook.Call.Actions.IsEmpty);
    }

    [Fact]
    public void Reading_matching_routing_counting_and_answering_allocate_nothing()
    {
        counters.Use([Service.Default]);
        var webhook = new WebhookCall();
        IFeatureCollection features = Webhooks.Features();
        for (int warmUp = 0; warmUp < 100; warmUp++)
        {
            OneOfEach(webhook, features);
        }

        // The lowest of several rounds: beside other tests the first ones may run code that is not optimized yet, which boxes.
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                OneOfEach(webhook, features);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private void OneOfEach(WebhookCall webhook, IFeatureCollection features)
    {
        RouteAndAnswer(webhook, features, Trigger);
        RouteAndAnswer(webhook, features, Resolve);
        RouteAndAnswer(webhook, features, "[1,2,3]"u8);
    }

    private void RouteAndAnswer(WebhookCall webhook, IFeatureCollection features, ReadOnlySpan<byte> body)
    {
        Webhooks.Receive(webhook, features, body);
        Route(webhook);
        counters.Count(webhook.Door.Name, webhook.Call, problem: null, Stopwatch.GetTimestamp());
        ProcessAnswer.Append(webhook.Call.Text, webhook.Call);
        webhook.End();
    }

    private static void Route(WebhookCall webhook)
    {
        Problem? problem = ReadStep.TakeBody(webhook);
        Assert.True(problem is null);
        FilterMatch match = default;
        PayloadError error = MatchStep.Run(webhook, Service.Default, ref match);
        Assert.True(error.IsNone);
        if (!match.IsEmpty)
        {
            RouteStep.Add(webhook, Service.Default, match, element: -1, isSuppressed: false);
        }
    }

    private static string Text(WebhookCall webhook, TextRange range) => Encoding.UTF8.GetString(webhook.Call.Text[range]);
}
