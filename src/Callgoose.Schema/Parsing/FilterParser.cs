namespace Callgoose.Schema;

/// <summary>Reads the property <c>filters</c>.</summary>
/// <param name="keys">Reads keys of the payload.</param>
/// <param name="problems">Receives the problems.</param>
/// <param name="limits">The limits of the file.</param>
/// <param name="occurredAt">The times for parts without their own time.</param>
/// <param name="keySpace">The key space for filters without their own, or null.</param>
internal sealed class FilterParser(KeyParser keys, ProblemList problems, SchemaLimits limits, OccurredAtSchema occurredAt, string? keySpace)
{
    /// <summary>True if the shape of all filters so far is correct. The meaning of a broken filter, also for others, is unknown.</summary>
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
        var properties = new PropertyReader(source, problems, "name", "urgency", "trigger", "resolve", "acknowledge", "each", "key_space");
        properties.OnlyExtended(limits, "acknowledge", "each", "key_space");
        SchemaString? name = PlainName.Check(properties.RequiredText("name"), problems);
        SchemaString? each = properties.Has("each") ? properties.RequiredText("each") : null;
        KeyParser own = each is null ? keys : keys.Elements(each);
        var values = new ValueParser(keys, own, problems, limits);
        (string urgency, UrgencyMapSchema? urgencyMap) = new UrgencyParser(problems, limits).Parse(properties, values);
        var parts = new PartParser(values, own, problems, limits, occurredAt);
        SchemaObject? trigger = properties.OptionalObject("trigger");
        SchemaObject? resolve = properties.OptionalObject("resolve");
        SchemaObject? acknowledge = properties.OptionalObject("acknowledge");
        if (name is not null && earlier.Any(filter => filter.Name == name.Text))
        {
            problems.Add(SchemaRules.DuplicateFilter, name.Span, $"There is a filter \"{name.Text}\" already; give this one another name.");
        }

        if (!properties.Has("trigger") && !properties.Has("resolve") && !properties.Has("acknowledge"))
        {
            problems.Add(SchemaRules.EmptyFilter, new ByteSpan(source.Span.Start, 1), "This filter does nothing; give it a \"trigger\", a \"resolve\", or both.");
        }

        string? ownSpace = properties.Has("key_space") ? PlainName.Check(properties.RequiredText("key_space"), problems)?.Text : null;
        TriggerSchema? opens = trigger is null ? null : parts.Trigger(trigger);
        ResolveSchema? ends = resolve is null ? null : parts.Resolve(resolve);
        if (ends is not null && opens?.GrownBy is GrowthSchema growth)
        {
            ends = ends with { Ended = growth.All };
            if (ends.Unless is WithheldSchema unless && unless.List == growth.Members.List)
            {
                opens = opens with { Vanished = growth with { Members = growth.Members with { When = unless.When }, Name = null } };
            }
        }

        var filter = new FilterSchema(name?.Text ?? string.Empty, urgency, opens, ends)
        {
            Acknowledge = acknowledge is null ? null : parts.Acknowledge(acknowledge),
            UrgencyMap = urgencyMap,
            KeySpace = ownSpace ?? keySpace,
            Each = each?.Text,
        };
        isSound &= problems.Count == known;
        if (isSound)
        {
            var meaning = new FilterMeaning(filter, earlier, problems);
            meaning.CheckPart("trigger", trigger, static other => other.Trigger?.When);
            meaning.CheckEnd("resolve", resolve, static other => other.Resolve?.When);
            meaning.CheckEnd("acknowledge", acknowledge, static other => other.Acknowledge?.When);
        }

        return filter;
    }
}
