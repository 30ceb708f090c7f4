using System.Collections.Immutable;
using System.Text;
using Callgoose.Catalog;
using Callgoose.Doors;
using Callgoose.Incidents;
using Callgoose.Ingest;
using Callgoose.Interpretation;
using Callgoose.Schema;
using Callgoose.Services;
using Callgoose.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

/// <summary>A call whose payload gets a verdict for each element (Incidents/README.md rule 12).</summary>
public class ElementsTests
{
    private const string File = """
        { "name": "Batches", "extended": true,
          "filters": [ { "name": "alert", "urgency": "high", "each": "alerts",
            "trigger": { "when": { "key": "state", "equals": "down" }, "incident_mapped_with": ["$.host", "id"], "title": "text", "description": "$.all" },
            "resolve": { "when": { "key": "state", "equals": "up" }, "incident_mapped_with": ["$.host", "id"] },
            "acknowledge": { "when": { "key": "state", "equals": "seen" }, "incident_mapped_with": ["$.host", "id"] } } ] }
        """;

    private static readonly Service Service = new("default", null, new IntegrationCatalog([new InterpretedIntegration(SchemaParser.Parse(File).Schema!)]));

    [Fact]
    public void Each_element_gets_its_own_action()
    {
        WebhookCall webhook = Run("""{"host":"h","alerts":[{"id":1,"state":"down","text":"one"},{"state":"new"},{"id":3,"state":"up"},{"id":4,"state":"seen"},{"state":"down"},7]}""");

        ServiceAction[] actions = webhook.Call.Actions.ToArray();
        Assert.Equal([0, 2, 3, 4], actions.Select(static action => action.Element));
        Assert.Equal("h|1", Text(webhook, actions[0].TriggerKey));
        Assert.EndsWith("one", Text(webhook, actions[0].Title), StringComparison.Ordinal);
        Assert.Equal("h|3", Text(webhook, actions[1].ResolveKey));
        Assert.Equal("h|4", Text(webhook, actions[2].AcknowledgeKey));
        Assert.Equal(KeyFault.Missing, actions[3].TriggerKeyFault);
        Assert.Equal("""{"state":"down"}""", Text(webhook, actions[3].Description));
        Assert.Equal(CallWarnings.Unkeyed, webhook.Call.FoundWarnings);
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, 413)]
    public void More_than_a_thousand_are_refused(int count, int? status) =>
        Assert.Equal(status, Webhooks.Run(Webhooks.Received(Body(count, string.Empty)), [Service])?.Status);

    [Fact]
    public void Texts_from_the_root_are_bounded_for_all_elements_together() =>
        Assert.Equal(413, Webhooks.Run(Webhooks.Received(Body(1000, new string('x', 100_000))), [Service])?.Status);

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] body = Body(50, "\\u0041");
        var webhook = new WebhookCall();
        ImmutableArray<Service> services = [Service];
        IFeatureCollection features = Webhooks.Features();

        Assert.Equal(0, Allocations.OfSteadyState(() =>
        {
            Webhooks.Receive(webhook, features, body);
            Webhooks.Run(webhook, services);
            ProcessAnswer.Append(webhook.Call.Text, webhook.Call);
            webhook.End();
        }));
    }

    private static WebhookCall Run(string body)
    {
        WebhookCall webhook = Webhooks.Received(Encoding.UTF8.GetBytes(body));
        Assert.Null(Webhooks.Run(webhook, [Service]));
        return webhook;
    }

    private static byte[] Body(int count, string all) => Encoding.UTF8.GetBytes(
        $$"""{"host":"h","all":"{{all}}","alerts":[{{string.Join(",", Enumerable.Range(0, count).Select(static i => $$"""{"id":{{i}},"state":"down"}"""))}}]}""");

    private static string Text(WebhookCall webhook, TextRange range) => Encoding.UTF8.GetString(webhook.Call.Text[range]);
}
