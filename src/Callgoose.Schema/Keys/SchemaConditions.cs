namespace Callgoose.Schema;

/// <summary>Lists the conditions of a schema file.</summary>
public static class SchemaConditions
{
    /// <summary>All conditions in the order of the file; those of lists one by one.</summary>
    public static IEnumerable<ConditionSchema> All(IntegrationSchema schema) => schema.Filters.SelectMany(All).SelectMany(static condition => condition.Leaves);

    /// <summary>The conditions of the parts of a filter.</summary>
    public static IEnumerable<ConditionSchema> OfParts(FilterSchema filter) =>
        (filter.Trigger?.When ?? default).Concat(filter.Resolve?.When ?? default).Concat(filter.Acknowledge?.When ?? default).SelectMany(static condition => condition.Leaves);

    /// <summary>Tells whether a text is a number, so that it equals the same number in another notation.</summary>
    public static bool IsNumber(string text) => DecimalText.Parse(text) is not null;

    private static IEnumerable<ConditionSchema> All(FilterSchema filter) => OfParts(filter)
        .Concat(Of(filter.UrgencyMap?.Value))
        .Concat(Of(filter.Trigger?.Title))
        .Concat(Of(filter.Trigger?.Description))
        .Concat(Of(filter.Trigger?.Link))
        .Concat(Of(filter.Trigger?.OccurredAt))
        .Concat(Of(filter.Trigger?.EndsAt))
        .Concat(filter.Trigger?.GrownBy?.Members.When ?? default)
        .Concat(Of(filter.Resolve?.OccurredAt))
        .Concat(filter.Resolve?.Unless?.When ?? default)
        .Concat(Of(filter.Acknowledge?.OccurredAt));

    private static IEnumerable<ConditionSchema> Of(ValueSchema? value) => (value?.Options ?? default).SelectMany(static option => option.Of?.When ?? default);
}
