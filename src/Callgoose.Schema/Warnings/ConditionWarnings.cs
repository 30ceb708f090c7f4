namespace Callgoose.Schema;

/// <summary>Finds triggers and resolves that both pass for one payload, and conditions that never hold.</summary>
internal sealed class ConditionWarnings(IntegrationSchema schema, SchemaNodes nodes, ProblemList warnings)
{
    private readonly (int Filter, string Part, EquatableArray<ConditionSchema> When)[] parts =
    [
        .. schema.Filters.SelectMany(static (filter, i) => new (int, string, EquatableArray<ConditionSchema>?)[]
        {
            (i, "trigger", filter.Trigger?.When), (i, "resolve", filter.Resolve?.When), (i, "acknowledge", filter.Acknowledge?.When),
        }).Where(static part => part.Item3 is not null).Select(static part => (part.Item1, part.Item2, part.Item3!.Value)),
    ];

    /// <summary>Reports them.</summary>
    public void Find()
    {
        foreach ((int filter, string part, EquatableArray<ConditionSchema> when) in parts)
        {
            FindNever(filter, part, when);
        }

        foreach ((int filter, string part, EquatableArray<ConditionSchema> when) in parts.Where(static part => part.Part == "trigger"))
        {
            foreach ((int otherFilter, string otherPart, EquatableArray<ConditionSchema> other) in parts.Where(static part => part.Part != "trigger"))
            {
                if (schema.Filters[filter].Each == schema.Filters[otherFilter].Each)
                {
                    FindBoth((filter, part, when), (otherFilter, otherPart, other));
                }
            }
        }
    }

    /// <summary>Reports conditions of one key that exclude each other, and conditions that no value of the described type passes.</summary>
    private void FindNever(int filter, string part, EquatableArray<ConditionSchema> when)
    {
        for (int i = 0; i < when.Count; i++)
        {
            ConditionSchema condition = when[i];
            ByteSpan place = SchemaNodes.Start(nodes.Condition(filter, part, i));
            PayloadField? described = schema.Filters[filter].Each is null && schema.Payload is PayloadFields payload && condition.Key is not null ? KeyParser.Find(payload, condition.Key) : null;
            if (when.Take(i).Any(before => before.Key == condition.Key && ConditionConflict.Exclude(before, condition)))
            {
                warnings.Add(SchemaRules.NeverHolds, place, $"This condition and one before it on the key \"{condition.Key}\" never hold together, so this {part} never passes; remove one of them.");
            }
            else if (described is not null && ConditionConflict.NeverHoldsOn(condition, described.Type))
            {
                warnings.Add(SchemaRules.NeverHolds, place, $"The key \"{condition.Key}\" is described as something that never passes this condition, so this {part} never passes; correct one of the two.");
            }
        }
    }

    private void FindBoth((int Filter, string Part, EquatableArray<ConditionSchema> When) trigger, (int Filter, string Part, EquatableArray<ConditionSchema> When) end)
    {
        if (Witness.Of(trigger.When.Concat(end.When)) is not Witness both)
        {
            return;
        }

        string endName = schema.Filters[end.Filter].Name;
        string of = trigger.Filter == end.Filter ? string.Empty : $" of \"{endName}\"";
        if (both.TextInText(trigger.When, end.When) is (string longer, string shorter, bool isLongerOfTrigger))
        {
            int number = end.When.TakeWhile(condition => !condition.Texts.Contains(isLongerOfTrigger ? shorter : longer)).Count();
            warnings.Add(
                SchemaRules.TextInText,
                SchemaNodes.Start(nodes.Condition(end.Filter, end.Part, number)),
                isLongerOfTrigger
                    ? $"\"{longer}\", which passes the trigger of \"{schema.Filters[trigger.Filter].Name}\", contains \"{shorter}\", so it passes this {end.Part} too. Look for a text that is not in it, or use \"equals\" in an extended file."
                    : $"\"{longer}\", which passes this {end.Part}, contains \"{shorter}\", so it passes the trigger of \"{schema.Filters[trigger.Filter].Name}\" too. Let the trigger look for a text that is not in it, or use \"equals\" in an extended file.");
        }
        else if (trigger.Filter == end.Filter)
        {
            warnings.Add(
                SchemaRules.BothPass,
                SchemaNodes.Start(nodes.Part(end.Filter, end.Part)),
                $"A payload with {both} passes both the trigger and this {end.Part}{of}; let both look at the key that tells the one from the other.");
        }
    }
}
