using System.Text;
using Callgoose.Doors;
using Callgoose.Incidents;

namespace Callgoose.Server.Tests.Doors;

/// <summary>The server stores no routing key of a PagerDuty event that comes through the Process API.</summary>
public sealed class RoutingKeysTests
{
    private const string Key = "R01ABCDEFGHIJKLMNOPQRSTUVWXYZ012";

    [Theory]
    [InlineData("PagerDuty", """{"routing_key":"KEY","links":[{"href":"https://x/KEY"}]}""", """{"routing_key":"MASK","links":[{"href":"https://x/MASK"}]}""")]
    [InlineData("pagerduty", """[{"a":{"service_key":"KEY"}},{"routing_key":"other-key"}]""", """[{"a":{"service_key":"MASK"}},{"routing_key":"*********"}]""")]
    [InlineData("PagerDuty", """{"routing_key":7,"a":"KEY"}""", """{"routing_key":7,"a":"KEY"}""")]
    [InlineData("PagerDuty", """{"routing_key":"KEY","broken""", """{"routing_key":"KEY","broken""")]
    [InlineData("Grafana", """{"routing_key":"KEY"}""", """{"routing_key":"KEY"}""")]
    public void Its_keys_and_their_copies_are_hidden(string source, string body, string hidden)
    {
        var arena = new TextArena();
        arena.Append(Encoding.UTF8.GetBytes(body.Replace("KEY", Key, StringComparison.Ordinal)));

        RoutingKeys.Hide(Encoding.UTF8.GetBytes(source), arena);

        Assert.Equal(
            hidden.Replace("KEY", Key, StringComparison.Ordinal).Replace("MASK", new string('*', Key.Length), StringComparison.Ordinal),
            Encoding.UTF8.GetString(arena.Written));
    }

    [Fact]
    public void A_key_that_is_escaped_is_found_and_hidden()
    {
        var arena = new TextArena();
        arena.Append(Encoding.UTF8.GetBytes("{\"routing_key\":\"\\u0052" + Key[1..] + "\",\"a\":\"" + Key + "\"}"));

        RoutingKeys.Hide("PagerDuty"u8, arena);

        Assert.DoesNotContain(Key[1..], Encoding.UTF8.GetString(arena.Written), StringComparison.Ordinal);
    }
}
