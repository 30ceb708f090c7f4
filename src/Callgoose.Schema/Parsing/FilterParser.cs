namespace Callgoose.Schema;

/// <summary>Reads the property <c>filters</c>.</summary>
internal sealed class FilterParser(KeyParser keys, ProblemList problems, SchemaLimits limits)
{
    private static readonly string[] Urgencies = ["high", "low", "P1", "P2", "P3", "P4", "P5"];

    private readonly ConditionParser conditions = new(keys, problems, limits);

    /// <summary>Whether the shape of all filters so far is right: what a broken one means is not known, nor what it means for others.</summary>
    private bool isSound = true;

    /// <summary>Reads the filters and checks them against each other.</summary>
    public EquatableArray<FilterSchema> Parse(PropertyReader file, SchemaObject root)
    {
        if (!file.Has("filters"))
        {
            problems.Add(SchemaRules.MissingProperty, new ByteSpan(root.Span.Start, 1), "The property \"filters\" is missing in this object; add it.");
            return default;
        }

        IReadOnlyList<SchemaNode> items = file.OptionalArray("filters")?.Items ?? [];
        if (items.Count > limits.Filters)
        {
            problems.Add(
                SchemaRules.LimitExceeded,
                items[limits.Filters].Span,
                $"There are {items.Count} filters; {limits.Filters} is the limit. Merge some, or use another file.{limits.Lift(SchemaLimits.Extended.Filters)}");
        }

        var filters = new List<FilterSchema>();
        foreach (SchemaNode item in items)
        {
            if (item is not SchemaObject source)
            {
                isSound = false;
                problems.Add(SchemaRules.WrongType, item.Span, $"A filter is an object, not {item.Kind}.");
            }
            else
            {
                filters.Add(ParseFilter(source, filters));
            }
        }

        return new EquatableArray<FilterSchema>(filters);
    }

    private FilterSchema ParseFilter(SchemaObject source, List<FilterSchema> earlier)
    {
        int known = problems.Count;
        var properties = new PropertyReader(source, problems, "name", "urgency", "trigger", "resolve");
        SchemaString? name = properties.RequiredText("name");
        SchemaString? urgency = properties.RequiredText("urgency");
        SchemaObject? trigger = properties.OptionalObject("trigger");
        SchemaObject? resolve = properties.OptionalObject("resolve");
        if (name is not null && earlier.Any(filter => filter.Name == name.Text))
        {
            problems.Add(SchemaRules.DuplicateFilter, name.Span, $"There is a filter \"{name.Text}\" already; give this one another name.");
        }

        if (urgency is not null && !Urgencies.Contains(urgency.Text))
        {
            problems.Add(
                SchemaRules.UnknownValue,
                urgency.Span,
                $"There is no urgency \"{urgency.Text}\"; did you mean \"{NearestName.Of(urgency.Text, Urgencies)}\"? Known are {string.Join(", ", Urgencies)}.");
        }

        if (!properties.Has("trigger") && !properties.Has("resolve"))
        {
            problems.Add(SchemaRules.EmptyFilter, new ByteSpan(source.Span.Start, 1), "This filter does nothing; give it a \"trigger\", a \"resolve\", or both.");
        }

        TriggerSchema? triggerPart = trigger is null ? null : ParseTrigger(trigger);
        ResolveSchema? resolvePart = resolve is null ? null : ParseResolve(resolve);
        isSound &= problems.Count == known;
        if (isSound)
        {
            CheckResolve(resolve, resolvePart, earlier.Select(static filter => filter.Trigger).Append(triggerPart));
            CheckReachable(trigger, triggerPart, resolve, resolvePart, earlier);
        }

        return new FilterSchema(name?.Text ?? string.Empty, urgency?.Text ?? string.Empty, triggerPart, resolvePart);
    }

    private TriggerSchema ParseTrigger(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, "when", "incident_mapped_with", "title", "description");
        return new TriggerSchema(
            conditions.Parse(properties, limits.TriggerPairs),
            keys.Optional(properties, "incident_mapped_with"),
            keys.Optional(properties, "title"),
            keys.Optional(properties, "description"));
    }

    private ResolveSchema ParseResolve(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, "when", "incident_mapped_with");
        return new ResolveSchema(conditions.Parse(properties, limits.ResolvePairs), keys.Required(properties, "incident_mapped_with"));
    }

    private void CheckResolve(SchemaObject? source, ResolveSchema? resolve, IEnumerable<TriggerSchema?> triggers)
    {
        if (source is null || resolve is null)
        {
            return;
        }

        var start = new ByteSpan(source.Span.Start, 1);
        if (resolve.When.All(static condition => condition.IsCatchAll))
        {
            problems.Add(SchemaRules.ResolveCatchAll, start, "This resolve would pass on every call; give its \"when\" a key or something to contain.");
        }

        if (!triggers.Any(static part => part?.MappedWith is not null))
        {
            problems.Add(
                SchemaRules.UnmappedResolve, start, "No trigger of this filter or one before it has \"incident_mapped_with\", so there is nothing to resolve; map the trigger.");
        }
    }

    /// <summary>The first pass decides: whatever stands behind a part that passes always, or passes on less, is dead.</summary>
    private void CheckReachable(
        SchemaObject? trigger, TriggerSchema? triggerPart, SchemaObject? resolve, ResolveSchema? resolvePart, List<FilterSchema> earlier)
    {
        if (triggerPart is not null
            && earlier.Find(before => before.Trigger is not null && ConditionCover.Covers(before.Trigger.When, triggerPart.When)) is FilterSchema decided)
        {
            Report(trigger!, "trigger", decided);
        }

        if (resolvePart is not null
            && earlier.Find(before => before.Resolve is not null && ConditionCover.Covers(before.Resolve.When, resolvePart.When)) is FilterSchema resolved)
        {
            Report(resolve!, "resolve", resolved);
        }

        void Report(SchemaObject part, string kind, FilterSchema before) => problems.Add(
            SchemaRules.Unreachable,
            new ByteSpan(part.Span.Start, 1),
            $"The {kind} of the filter \"{before.Name}\" passes whenever this one would, and stands before it; put this one first, or remove it.");
    }
}
