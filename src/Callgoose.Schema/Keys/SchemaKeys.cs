namespace Callgoose.Schema;

/// <summary>Lists the keys of a schema file, and what they are relative to.</summary>
public static class SchemaKeys
{
    /// <summary>The lists whose elements filters read, in the order of the file.</summary>
    public static IReadOnlyList<string> Lists(IntegrationSchema schema) => [.. All(schema).Select(static use => use.List).OfType<string>().Distinct()];

    /// <summary>The keys relative to the elements of a list, or those from the root of the payload.</summary>
    /// <param name="schema">The file.</param>
    /// <param name="list">The list, or null for the root.</param>
    public static IEnumerable<string> Of(IntegrationSchema schema, string? list) =>
        All(schema).Where(use => use.List == list).Select(static use => use.Key).OfType<string>().Distinct();

    /// <summary>The keys of a filter, each with the list whose elements it is relative to, or null.</summary>
    public static IEnumerable<(string? List, string Key)> Of(FilterSchema filter) =>
        All(filter).Where(static use => use.Key is not null).Select(static use => (use.List, use.Key!));

    /// <summary>Resolves a key of a filter: in an element, <c>$.</c> leads to the root.</summary>
    /// <param name="list">The list whose elements keys are relative to, or null.</param>
    /// <param name="key">The key as the file has it.</param>
    public static (string? List, string Key) Resolve(string? list, string key) =>
        list is not null && key.Length > FilterSchema.RootPrefix.Length && key.StartsWith(FilterSchema.RootPrefix, StringComparison.Ordinal)
            ? (null, key.Substring(FilterSchema.RootPrefix.Length))
            : (list, key);

    /// <summary>Lists each use of a key; a use without a key is the use of a list.</summary>
    private static IEnumerable<(string? List, string? Key)> All(IntegrationSchema schema) =>
        schema.Filters.SelectMany(All).Concat(schema.Parse.Select(static key => ((string?)null, (string?)key)));

    private static IEnumerable<(string? List, string? Key)> All(FilterSchema filter)
    {
        string? list = filter.Each;
        IEnumerable<(string?, string?)> keys = list is null ? [] : OfList(list);
        if (filter.Trigger is TriggerSchema trigger)
        {
            keys = keys.Concat(Of(list, trigger.When)).Concat(Of(list, trigger.MappedWith)).Concat(Of(list, trigger.Title)).Concat(Of(list, trigger.Description))
                .Concat(Of(list, trigger.Link)).Concat(Of(list, trigger.OccurredAt)).Concat(Of(list, trigger.EndsAt)).Concat(Of(list, filter.UrgencyMap?.Value)).Concat(Of(trigger.GrownBy));
        }

        if (filter.Resolve is ResolveSchema resolve)
        {
            keys = keys.Concat(Of(list, resolve.When)).Concat(Of(list, resolve.MappedWith)).Concat(Of(list, resolve.OccurredAt)).Concat(Of(list, resolve.Unless));
        }

        if (filter.Acknowledge is AcknowledgeSchema acknowledge)
        {
            keys = keys.Concat(Of(list, acknowledge.When)).Concat(Of(list, acknowledge.MappedWith)).Concat(Of(list, acknowledge.OccurredAt));
        }

        return keys;
    }

    private static IEnumerable<(string?, string?)> Of(string? list, EquatableArray<ConditionSchema> when) =>
        when.SelectMany(static condition => condition.Leaves).Where(static condition => condition.Key is not null).Select(condition => ((string?, string?))Resolve(list, condition.Key!));

    private static IEnumerable<(string?, string?)> Of(string? list, ValueSchema? value) => (value?.Options ?? default).SelectMany(option => option.Of is null
        ? option.Keys.Select(key => ((string?, string?))Resolve(list, key))
        : Of(option.Of).Append(Resolve(option.Of.List, option.Keys[0])));

    private static IEnumerable<(string?, string?)> Of(GrowthSchema? growth) => growth is null
        ? []
        : Of(growth.Members).Concat(new[] { growth.Identity, growth.Name }.OfType<string>().Select(key => ((string?, string?))Resolve(growth.Members.List, key)));

    private static IEnumerable<(string?, string?)> Of(string? list, WithheldSchema? unless) =>
        unless is null ? [] : unless.List is null ? Of(list, unless.When) : Of(new ElementsSchema(unless.List, unless.When));

    private static IEnumerable<(string?, string?)> Of(ElementsSchema elements) => OfList(elements.List).Concat(Of(elements.List, elements.When));

    /// <summary>The uses that a list itself causes: its key at the root, unless it is the root.</summary>
    private static IEnumerable<(string?, string?)> OfList(string list) => list == FilterSchema.Root ? [(list, null)] : [(null, list), (list, null)];
}
