namespace Callgoose.Schema;

/// <summary>Reads the parts of one filter: trigger, resolve and acknowledge.</summary>
/// <param name="values">Reads sources of values.</param>
/// <param name="keys">Reads keys of the data that the filter evaluates.</param>
/// <param name="problems">Receives the problems.</param>
/// <param name="limits">The limits of the file.</param>
/// <param name="occurredAt">The times for parts without their own time.</param>
internal sealed class PartParser(ValueParser values, KeyParser keys, ProblemList problems, SchemaLimits limits, OccurredAtSchema occurredAt)
{
    private static readonly string[] OfTrigger = ["when", "incident_mapped_with", "title", "description", "link"];
    private static readonly string[] OfExtendedTrigger = ["when_any", "occurred_at", "resolve_after", "grown_by"];
    private static readonly string[] OfResolve = ["when", "incident_mapped_with"];
    private static readonly string[] OfExtendedResolve = ["when_any", "occurred_at", "unless"];

    private readonly ConditionParser conditions = new(keys, problems, limits);

    /// <summary>Reads a trigger.</summary>
    public TriggerSchema Trigger(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, [.. OfTrigger, .. OfExtendedTrigger]);
        properties.OnlyExtended(limits, OfExtendedTrigger);
        (long after, ValueSchema? endsAt) = ResolveAfter(properties);
        return new TriggerSchema(
            conditions.Parse(properties, limits.TriggerPairs),
            values.OptionalKey(properties, "incident_mapped_with"),
            values.OptionalText(properties, "title"),
            values.OptionalText(properties, "description"))
        {
            OccurredAt = OccurredAt(properties, occurredAt.Trigger),
            Link = values.OptionalText(properties, "link"),
            ResolveAfter = after,
            EndsAt = endsAt,
            GrownBy = GrownBy(properties),
        };
    }

    /// <summary>Reads a resolve.</summary>
    public ResolveSchema Resolve(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, [.. OfResolve, .. OfExtendedResolve]);
        properties.OnlyExtended(limits, OfExtendedResolve);
        return new ResolveSchema(conditions.Parse(properties, limits.ResolvePairs), values.RequiredKey(properties, "incident_mapped_with"))
        {
            OccurredAt = OccurredAt(properties, occurredAt.Resolve),
            Unless = Unless(properties),
        };
    }

    /// <summary>Reads an acknowledge part.</summary>
    public AcknowledgeSchema Acknowledge(SchemaObject source)
    {
        var properties = new PropertyReader(source, problems, "when", "when_any", "incident_mapped_with", "occurred_at");
        return new AcknowledgeSchema(
            conditions.Parse(properties, limits.ResolvePairs), values.RequiredKey(properties, "incident_mapped_with"), OccurredAt(properties, occurredAt.Acknowledge));
    }

    /// <summary>The time of a part. The file's time is relative to the root, so it does not apply to elements.</summary>
    private ValueSchema? OccurredAt(PropertyReader properties, ValueSchema? ofFile) =>
        properties.Optional("occurred_at") is SchemaLiteral { Text: "null" } ? null
        : properties.Has("occurred_at") ? values.Optional(properties, "occurred_at")
        : values.IsInElement ? null
        : ofFile;

    private (long After, ValueSchema? EndsAt) ResolveAfter(PropertyReader properties)
    {
        switch (properties.Optional("resolve_after"))
        {
            case null:
                return (0, null);

            case SchemaString text when LengthOfTime.TryParse(text.Text, out TimeSpan after):
                return ((long)after.TotalMilliseconds, null);

            case SchemaString text:
                problems.Add(SchemaRules.UnknownValue, text.Span, $"\"{text.Text}\" is not a duration; {LengthOfTime.Form}, such as \"30m\".");
                return (0, null);

            case SchemaObject source:
                var at = new PropertyReader(source, problems, "key");
                if (!at.Has("key"))
                {
                    at.Required("key");
                }

                return (0, values.Optional(at, "key"));

            case SchemaNode other:
                problems.Add(SchemaRules.WrongType, other.Span, $"The property \"resolve_after\" must be a length of time such as \"30m\" or an object with \"key\", not {other.Kind}.");
                return (0, null);
        }
    }

    private GrowthSchema? GrownBy(PropertyReader properties)
    {
        SchemaNode? node = properties.Optional("grown_by");
        if (node is null)
        {
            return null;
        }

        if (node is SchemaString list)
        {
            // The short form of an object with only the list.
            node = new SchemaObject(list.Span, [new SchemaMember("of", list.Span, list)]);
        }

        if (node is not SchemaObject source)
        {
            return properties.Wrong<GrowthSchema>("grown_by", node, "the key of a list or an object with \"of\"");
        }

        var members = new PropertyReader(source, problems, "of", "when", "identity", "name");
        return values.Elements(members) is (ElementsSchema elements, KeyParser elementKeys)
            ? new GrowthSchema(elements, elementKeys.Optional(members, "identity"), elementKeys.Optional(members, "name"))
            : null;
    }

    private WithheldSchema? Unless(PropertyReader properties)
    {
        if (properties.OptionalObject("unless") is not SchemaObject source)
        {
            return null;
        }

        var unless = new PropertyReader(source, problems, "of", "when", "reason");
        ElementsSchema? elements = unless.Has("of") ? values.Elements(unless)?.Elements : null;
        EquatableArray<ConditionSchema> when = elements?.When ?? conditions.Parse(unless, limits.ResolvePairs);
        if (when.All(static condition => condition.IsCatchAll))
        {
            problems.Add(SchemaRules.ResolveCatchAll, new ByteSpan(source.Span.Start, 1), "This would hold back every resolve; give its \"when\" a key or something to contain.");
        }

        return new WithheldSchema(when, elements?.List, unless.RequiredText("reason")?.Text ?? string.Empty);
    }
}
