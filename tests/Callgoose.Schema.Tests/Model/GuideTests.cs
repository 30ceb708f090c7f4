namespace Callgoose.Schema.Tests;

/// <summary>The file of the integration guide matches the guide.</summary>
public class GuideTests
{
    private static readonly IntegrationSchema Guide = SchemaFiles.Parse(SchemaFiles.Guide);

    [Fact]
    public void Its_name_and_aliases_are_read()
    {
        Assert.Equal("BetterStack", Guide.Name);
        Assert.Equal(["better-stack", "betteruptime"], Guide.Aliases);
        Assert.StartsWith("Better Stack (Uptime): outgoing webhook", Guide.Description, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"source\": \"betterstack\",\n  \"status\": \"{{ incident.attributes.status }}\",", Guide.Template, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_payload_is_read_in_the_order_of_the_file()
    {
        var monitor = new PayloadFields(new([Text("id"), Text("name")]));

        Assert.Equal(
            [
                Text("source"), Text("status"), Text("id"), Text("title"), Text("description"),
                new PayloadField("monitor", PayloadFieldType.Nested, monitor),
                new PayloadField("started_at", PayloadFieldType.Timestamp), new PayloadField("resolved_at", PayloadFieldType.Timestamp),
            ],
            Guide.Payload!.Fields.Take(8));
    }

    [Fact]
    public void Its_filter_is_read()
    {
        var trigger = new TriggerSchema(
            new([new ConditionSchema("status", ConditionOperator.Contains, new(["Started"]))]), ValueSchema.Of("id"), ValueSchema.Of("title"), ValueSchema.Of("description"))
        {
            OccurredAt = ValueSchema.Of("started_at"),
        };
        var resolve = new ResolveSchema(new([new ConditionSchema("status", ConditionOperator.Contains, new(["Resolved"]))]), ValueSchema.Of("id"))
        {
            OccurredAt = ValueSchema.Of("resolved_at"),
        };

        Assert.Equal(new FilterSchema("incident", "high", trigger, resolve), Guide.Filters[0]);
        Assert.Equal(new OccurredAtSchema(ValueSchema.Of("started_at"), ValueSchema.Of("resolved_at"), null), Guide.OccurredAt);
    }

    [Fact]
    public void Its_samples_are_read_as_compact_JSON()
    {
        Assert.Equal(
            """{"source":"betterstack","status":"Started","id":"INC-98765","title":"Server Down: api.example.com","description":"Monitor check failed. Status code 500.","monitor":{"id":"MON-12345","name":"api.example.com Health Check"},"started_at":"2025-11-10T09:12:00Z"}""",
            Guide.Samples.Trigger[0]);
        Assert.Equal("""{"source":"betterstack","status":"started","id":"INC-98765"}""", Guide.Samples.Ignored[0]);
        Assert.Contains("\"resolved_at\":\"2025-11-10T09:20:00Z\"}", Guide.Samples.Resolve[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_of_each_of_its_names_is_known()
    {
        IEnumerable<(string Name, LinePosition From)> names = SchemaParser.Parse(SchemaFiles.Guide).Names.Select(static name => (name.Name, name.Location.From));

        Assert.Equal(
            [("BetterStack", new LinePosition(1, 10)), ("better-stack", new LinePosition(2, 14)), ("betteruptime", new LinePosition(2, 30))], names);
    }

    private static PayloadField Text(string name) => new(name, PayloadFieldType.Text);
}
