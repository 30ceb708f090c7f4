namespace Callgoose.Schema;

/// <summary>Reads the property <c>urgency</c>: one urgency, or a value that determines it.</summary>
internal sealed class UrgencyParser(ProblemList problems, SchemaLimits limits)
{
    private static readonly string[] Urgencies = ["high", "low", "P1", "P2", "P3", "P4", "P5"];

    /// <summary>Reads the property of a filter.</summary>
    /// <returns>The urgency, or the map that determines it and the urgency for other values; empty if it was reported.</returns>
    public (string Urgency, UrgencyMapSchema? Map) Parse(PropertyReader filter, ValueParser values)
    {
        if (filter.Optional("urgency") is not SchemaObject source)
        {
            return (Check(filter.RequiredText("urgency")), null);
        }

        if (!limits.IsExtended)
        {
            problems.Add(
                SchemaRules.NeedsExtended, new ByteSpan(source.Span.Start, 1), "In a plain file the urgency is one word; write \"extended\": true into the file, or one of high, low, P1 to P5.");
            return (string.Empty, null);
        }

        var properties = new PropertyReader(source, problems, "key", "map", "else");
        if (!properties.Has("key"))
        {
            properties.Required("key");
        }

        ValueSchema? value = values.Optional(properties, "key");
        EquatableArray<UrgencyEntry> entries = ParseMap(properties);
        string otherwise = Check(properties.RequiredText("else"));
        return (otherwise, value is null ? null : new UrgencyMapSchema(value, entries));
    }

    private EquatableArray<UrgencyEntry> ParseMap(PropertyReader properties)
    {
        if (!properties.Has("map"))
        {
            properties.Required("map");
            return default;
        }

        IReadOnlyList<SchemaMember> members = properties.OptionalObject("map")?.Members ?? [];
        if (members.Count > limits.Items)
        {
            problems.Add(SchemaRules.LimitExceeded, members[limits.Items].NameSpan, $"There are {members.Count} values here; {limits.Items} is the limit. Remove some.");
        }

        var entries = new List<UrgencyEntry>();
        foreach (SchemaMember member in members)
        {
            if (member.Name.Length == 0)
            {
                problems.Add(SchemaRules.Blank, member.NameSpan, "An empty value decides nothing; write what the tool sends, or leave it to \"else\".");
            }
            else if (entries.Any(entry => AsciiCase.Comparer.Equals(entry.Text, member.Name)))
            {
                problems.Add(SchemaRules.DuplicateProperty, member.NameSpan, $"The value \"{member.Name}\" stands twice in this object, case ignored; remove one of them.");
            }
            else if (member.Value is not SchemaString urgency)
            {
                problems.Add(SchemaRules.WrongType, member.Value.Span, $"A value gives an urgency, which is a string, not {member.Value.Kind}.");
            }
            else
            {
                entries.Add(new UrgencyEntry(member.Name, Check(urgency)));
            }
        }

        return new EquatableArray<UrgencyEntry>(entries);
    }

    private string Check(SchemaString? urgency)
    {
        if (urgency is not null && !Urgencies.Contains(urgency.Text))
        {
            problems.Add(
                SchemaRules.UnknownValue,
                urgency.Span,
                $"There is no urgency \"{urgency.Text}\"; did you mean \"{NearestName.Of(urgency.Text, Urgencies)}\"? Known are {string.Join(", ", Urgencies)}.");
        }

        return urgency?.Text ?? string.Empty;
    }
}
