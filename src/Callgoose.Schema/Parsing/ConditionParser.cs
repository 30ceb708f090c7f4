namespace Callgoose.Schema;

/// <summary>Reads the property <c>when</c>: one condition, or an array of them.</summary>
internal sealed class ConditionParser(KeyParser keys, ProblemList problems, SchemaLimits limits)
{
    private const string Contains = "contains";
    private const string Exists = "exists";

    /// <summary>The operators of schema.md 4, which only extended files may use, and what they are.</summary>
    private static readonly (string Name, ConditionOperator Operator)[] Operators =
    [
        ("equals", ConditionOperator.EqualsAny), ("any", ConditionOperator.Any), ("none", ConditionOperator.None), (Exists, ConditionOperator.Exists),
        ("starts_with", ConditionOperator.StartsWithAny), ("ends_with", ConditionOperator.EndsWithAny),
    ];

    private static readonly string[] Known = ["key", Contains, .. Operators.Select(static known => known.Name)];

    /// <summary>Reads the conditions; a part without <c>when</c> has none.</summary>
    /// <param name="part">The trigger or resolve.</param>
    /// <param name="limit">How many it may have.</param>
    public EquatableArray<ConditionSchema> Parse(PropertyReader part, int limit)
    {
        SchemaNode? when = part.Optional("when");
        IReadOnlyList<SchemaNode> pairs = when switch
        {
            null => [],
            SchemaArray array => array.Items,
            _ => [when],
        };
        if (pairs.Count > limit)
        {
            problems.Add(
                SchemaRules.LimitExceeded,
                pairs[limit].Span,
                $"There are {pairs.Count} key/contains pairs here; {limit} is the limit. Use another filter, or fewer pairs.{limits.Lift(SchemaLimits.Extended.TriggerPairs)}");
        }

        return new EquatableArray<ConditionSchema>(pairs.Select(ParsePair).OfType<ConditionSchema>());
    }

    private ConditionSchema? ParsePair(SchemaNode node)
    {
        if (node is not SchemaObject pair)
        {
            problems.Add(SchemaRules.WrongType, node.Span, $"A condition is an object with \"key\" and \"contains\", not {node.Kind}.");
            return null;
        }

        var properties = new PropertyReader(pair, problems, Known);
        SchemaMember? chosen = ChooseOperator(pair);
        string? key = keys.Optional(properties, "key");
        if (chosen is null || chosen.Name == Contains)
        {
            return new ConditionSchema(key, ConditionOperator.Contains, Check(properties.Texts(Contains)));
        }

        if (key is null && !properties.Has("key"))
        {
            problems.Add(
                SchemaRules.MissingProperty, new ByteSpan(pair.Span.Start, 1), $"The property \"key\" is missing in this object; only \"contains\" searches the whole payload, \"{chosen.Name}\" needs a key.");
        }

        return chosen.Name == Exists ? ParseExists(key, chosen) : ParseTexts(key, chosen, properties);
    }

    /// <summary>The one operator of a condition; more than one, and one that the file may not use, is reported.</summary>
    private SchemaMember? ChooseOperator(SchemaObject pair)
    {
        SchemaMember? chosen = null;
        foreach (SchemaMember member in pair.Members.Where(static member => member.Name != "key" && Known.Contains(member.Name)))
        {
            if (member.Name != Contains && !limits.IsExtended)
            {
                problems.Add(
                    SchemaRules.NeedsExtended, member.NameSpan, $"The operator \"{member.Name}\" is one of extended files; write \"extended\": true into the file, or use \"contains\".");
            }
            else if (chosen is not null)
            {
                problems.Add(
                    SchemaRules.SeveralOperators, member.NameSpan, $"This condition has \"{chosen.Name}\" already; write another one with the same key for \"{member.Name}\".");
            }

            chosen ??= member;
        }

        return chosen;
    }

    private ConditionSchema? ParseExists(string? key, SchemaMember chosen)
    {
        if (chosen.Value is SchemaLiteral { Text: "true" or "false" } literal)
        {
            return new ConditionSchema(key, literal.Text == "true" ? ConditionOperator.Exists : ConditionOperator.Absent, default);
        }

        problems.Add(SchemaRules.WrongType, chosen.Value.Span, $"The property \"exists\" must be true or false, not {chosen.Value.Kind}.");
        return null;
    }

    private ConditionSchema ParseTexts(string? key, SchemaMember chosen, PropertyReader properties)
    {
        IReadOnlyList<SchemaString> texts = properties.TextOrTexts(chosen.Name);
        if (chosen.Value is SchemaArray { Items.Count: 0 })
        {
            problems.Add(SchemaRules.Blank, chosen.Value.Span, $"This list is empty, so \"{chosen.Name}\" has nothing to look for; write what is meant, or use \"exists\".");
        }

        return new ConditionSchema(key, Operators.First(known => known.Name == chosen.Name).Operator, Check(texts));
    }

    private EquatableArray<string> Check(IReadOnlyList<SchemaString> items)
    {
        if (items.Count > limits.Items)
        {
            problems.Add(
                SchemaRules.LimitExceeded, items[limits.Items].Span, $"There are {items.Count} items here; {limits.Items} is the limit. Remove some.{limits.Lift(SchemaLimits.Extended.Items)}");
        }

        foreach (SchemaString item in items.Where(item => CodePoints.Count(item.Text) > limits.ItemCodePoints))
        {
            problems.Add(
                SchemaRules.LimitExceeded,
                item.Span,
                $"An item has at most {limits.ItemCodePoints} characters, this one has {CodePoints.Count(item.Text)}; shorten it.{limits.Lift(SchemaLimits.Extended.ItemCodePoints)}");
        }

        return new EquatableArray<string>(items.Select(static item => item.Text));
    }
}
