namespace Callgoose.Schema.Tests;

/// <summary>The forms of <c>when</c> and of keys (Catalog/README.md 1 and 2).</summary>
public class ConditionTests
{
    [Fact]
    public void One_pair_may_stand_as_an_object_or_in_an_array()
    {
        const string Pair = """{ "key": "a", "contains": ["x"] }""";

        Assert.Equal(SchemaFiles.Parse(SchemaFiles.WithWhen(Pair)), SchemaFiles.Parse(SchemaFiles.WithWhen($"[{Pair}]")));
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("""{ "when": [] }""")]
    [InlineData("""{ "when": { } }""")]
    [InlineData("""{ "when": { "key": "", "contains": [] } }""")]
    public void A_trigger_may_take_every_call(string trigger)
    {
        FilterSchema filter = Assert.Single(SchemaFiles.Parse(SchemaFiles.WithTrigger(trigger)).Filters);

        Assert.All(filter.Trigger!.When, static condition => Assert.True(condition.IsCatchAll));
    }

    [Fact]
    public void An_item_without_a_key_is_for_the_raw_body()
    {
        ConditionSchema condition = Assert.Single(When("""{ "contains": ["down", " up "] }"""));

        Assert.Null(condition.Key);
        Assert.Equal(["down", " up "], condition.Texts);
        Assert.False(condition.IsCatchAll);
    }

    [Fact]
    public void A_key_without_items_asks_for_presence() =>
        Assert.Equal([new ConditionSchema("status", ConditionOperator.Contains, default)], When("""{ "key": "status", "contains": [] }"""));

    [Theory]
    [InlineData("monitor.id")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("free.form.below")]
    public void A_key_may_be_an_exact_name_with_dots_or_a_way_down(string key)
    {
        string file = SchemaFiles.With($$"""
              "payload": { "monitor": { "id": "string" }, "a.b": "string", "a": { "b.c": "number" }, "free": "any" },
              "occurred_at": { "trigger": "{{key}}" }
            """);

        Assert.Equal(ValueSchema.Of(key), SchemaFiles.Parse(file).OccurredAt.Trigger);
    }

    [Fact]
    public void A_file_without_a_payload_may_name_any_key() =>
        Assert.Equal("no.such", Assert.Single(When("""{ "key": "no.such" }""")).Key);

    [Fact]
    public void A_resolve_may_rest_on_the_mapped_trigger_of_an_earlier_filter()
    {
        string file = SchemaFiles.WithFilters(
            """{ "name": "on", "urgency": "high", "trigger": { "when": { "key": "s", "contains": ["on"] }, "incident_mapped_with": "id" } }""",
            """{ "name": "off", "urgency": "high", "resolve": { "when": { "key": "s", "contains": ["off"] }, "incident_mapped_with": "ref" } }""");

        Assert.Equal(ValueSchema.Of("ref"), SchemaFiles.Parse(file).Filters[1].Resolve!.MappedWith);
    }

    [Fact]
    public void A_filter_that_asks_for_less_may_stand_behind_one_that_asks_for_more()
    {
        string file = SchemaFiles.WithFilters(
            """{ "name": "both", "urgency": "P1", "trigger": { "when": [ { "key": "s", "contains": ["down"] }, { "contains": ["eu"] } ] } }""",
            """{ "name": "longer", "urgency": "P2", "trigger": { "when": { "key": "s", "contains": ["down!"] } } }""",
            """{ "name": "one", "urgency": "P3", "trigger": { "when": { "key": "s", "contains": ["down"] } } }""",
            """{ "name": "there", "urgency": "P4", "trigger": { "when": { "key": "s" } } }""",
            """{ "name": "all", "urgency": "P5", "trigger": { } }""");

        Assert.Equal(["P1", "P2", "P3", "P4", "P5"], SchemaFiles.Parse(file).Filters.Select(static filter => filter.Urgency));
    }

    [Fact]
    public void A_filter_that_several_earlier_ones_cover_is_reported_once()
    {
        string file = SchemaFiles.WithFilters(
            """{ "name": "a", "urgency": "P1", "trigger": { "when": { "key": "s", "contains": ["a"] } } }""",
            """{ "name": "b", "urgency": "P1", "trigger": { "when": { "key": "s", "contains": ["b"] } } }""",
            """{ "name": "ab", "urgency": "P1", "trigger": { "when": { "key": "s", "contains": ["ab"] } } }""");

        Assert.Contains("\"a\" passes", Assert.Single(SchemaParser.Parse(file).Problems).Message, StringComparison.Ordinal);
    }

    private static EquatableArray<ConditionSchema> When(string when) => SchemaFiles.Parse(SchemaFiles.WithWhen(when)).Filters[0].Trigger!.When;
}
