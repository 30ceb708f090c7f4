namespace Callgoose.Schema;

/// <summary>Checks a filter against those before it: whether its parts can be reached, and whether there are incidents that they can end.</summary>
internal sealed class FilterMeaning(FilterSchema filter, IReadOnlyList<FilterSchema> earlier, ProblemList problems)
{
    /// <summary>
    /// Checks that a part can be reached. The first pass decides, so a part is unreachable after one that always passes, or that passes
    /// whenever it does.
    /// </summary>
    /// <param name="kind">The kind of part.</param>
    /// <param name="source">Its node, or null if there is none.</param>
    /// <param name="conditions">Returns the conditions of this part of a filter, or null if it has none.</param>
    public void CheckPart(string kind, SchemaObject? source, Func<FilterSchema, EquatableArray<ConditionSchema>?> conditions)
    {
        if (source is null || conditions(filter) is not EquatableArray<ConditionSchema> when)
        {
            return;
        }

        FilterSchema? decided = earlier.FirstOrDefault(before =>
            before.Each == filter.Each && conditions(before) is EquatableArray<ConditionSchema> other && ConditionCover.Covers(other, when));
        if (decided is not null)
        {
            problems.Add(
                SchemaRules.Unreachable,
                new ByteSpan(source.Span.Start, 1),
                $"The {kind} of the filter \"{decided.Name}\" passes whenever this one would, and stands before it; put this one first, or remove it.");
        }
    }

    /// <summary>Does the same as <see cref="CheckPart"/> for a part that needs an incident.</summary>
    public void CheckEnd(string kind, SchemaObject? source, Func<FilterSchema, EquatableArray<ConditionSchema>?> conditions)
    {
        if (source is null || conditions(filter) is not EquatableArray<ConditionSchema> when)
        {
            return;
        }

        var start = new ByteSpan(source.Span.Start, 1);
        if (when.All(static condition => condition.IsCatchAll))
        {
            problems.Add(SchemaRules.ResolveCatchAll, start, $"This {kind} would pass on every call; give its \"when\" a key or something to contain.");
        }

        // Keys of the whole service may belong to another integration.
        if (filter.KeySpace != FilterSchema.SharedKeySpace && !earlier.Append(filter).Any(before => before.KeySpace == filter.KeySpace && before.Trigger?.MappedWith is not null))
        {
            string space = filter.KeySpace is null ? string.Empty : $" in the key space \"{filter.KeySpace}\"";
            problems.Add(
                SchemaRules.UnmappedResolve, start, $"No trigger of this filter or one before it has \"incident_mapped_with\"{space}, so there is nothing to {kind}; map the trigger.");
        }

        CheckPart(kind, source, conditions);
    }
}
