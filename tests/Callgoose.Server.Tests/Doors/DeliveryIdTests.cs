using System.Text;
using Callgoose.Doors;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Server.Tests.Doors;

public class DeliveryIdTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void An_id_has_at_most_255_characters(int length, bool isTaken)
    {
        string id = new('i', length);

        Assert.Equal(isTaken ? id : null, Take(id, default));
        Assert.Equal(isTaken ? id : null, Take(default, id));
        Assert.Equal(isTaken ? id : null, Take($"  {id}\t", default));
    }

    [Theory]
    [InlineData("!", true)]
    [InlineData("~", true)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("a\u007f", false)]
    [InlineData("\u00e9", false)]
    [InlineData("", false)]
    public void It_is_made_of_visible_ASCII(string id, bool isTaken) => Assert.Equal(isTaken ? id : null, Take(id, default));

    [Fact]
    public void The_header_of_webhooks_counts_before_the_other_and_neither_twice()
    {
        Assert.Equal("first", Take("first", "second"));
        Assert.Null(Take(new StringValues(["a", "a"]), "second"));
        Assert.Equal("", Take(default, default));
    }

    /// <summary>The delivery id that is used: empty if none was sent; null if it is ignored with a warning.</summary>
    private static string? Take(StringValues webhookId, StringValues idempotencyKey)
    {
        var webhook = new WebhookCall();
        IFeatureCollection features = Ingest.Webhooks.Features();
        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        Add("webhook-id", webhookId);
        Add("Idempotency-Key", idempotencyKey);
        webhook.Begin(ProcessDoor.Instance, features, default, 0);

        DeliveryId.Take(webhook.Request, webhook.Call);
        return webhook.Call.FoundWarnings == CallWarnings.None ? Encoding.UTF8.GetString(webhook.Call.Text[webhook.Call.DeliveryId]) : null;

        void Add(string name, StringValues values)
        {
            if (values.Count > 0)
            {
                request.Headers[name] = values;
            }
        }
    }
}
