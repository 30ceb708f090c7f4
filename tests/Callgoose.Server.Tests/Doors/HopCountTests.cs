using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Ingest;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Server.Tests.Doors;

/// <summary>How many Callgoose servers a call has passed, by its own header.</summary>
public class HopCountTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("3", 3)]
    [InlineData("0", null)]
    [InlineData("4", null)]
    [InlineData("", null)]
    [InlineData(" 1", null)]
    [InlineData("03", null)]
    [InlineData("-1", null)]
    [InlineData("one", null)]
    public void It_is_one_digit_from_1_to_3(string text, int? expected) => Assert.Equal(expected, Take(text));

    [Fact]
    public void None_is_none_and_two_are_refused()
    {
        Assert.Equal(0, Take(default));
        Assert.Null(Take(new StringValues(["1", "1"])));
    }

    [Fact]
    public void A_call_that_is_used_again_has_forgotten_it()
    {
        var webhook = new WebhookCall();
        webhook.Call.Hops = 2;

        webhook.Call.Reset();

        Assert.Equal(0, webhook.Call.Hops);
    }

    /// <summary>The count that is used; null if it is refused.</summary>
    private static int? Take(StringValues header)
    {
        var webhook = new WebhookCall();
        IFeatureCollection features = Ingest.Webhooks.Features();
        if (header.Count > 0)
        {
            features.GetRequiredFeature<IHttpRequestFeature>().Headers["X-Callgoose-Hops"] = header;
        }

        webhook.Begin(ProcessDoor.Instance, features, default, 0);
        Problem? problem = HopCount.Take(webhook.Request, webhook.Call);
        Assert.True(problem is null || problem == Problems.InvalidHops);
        return problem is null ? webhook.Call.Hops : null;
    }
}
