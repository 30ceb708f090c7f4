namespace Callgoose.Schema;

/// <summary>Reads the property <c>when</c>: one key/contains pair, or an array of them.</summary>
internal sealed class ConditionParser(KeyParser keys, ProblemList problems)
{
    /// <summary>Reads the pairs; a part without <c>when</c> has none.</summary>
    /// <param name="part">The trigger or resolve.</param>
    /// <param name="limit">How many pairs it may have.</param>
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
                $"There are {pairs.Count} key/contains pairs here; {limit} is the limit. Use another filter, or fewer pairs.");
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

        RefuseOperators(pair);
        var properties = new PropertyReader(pair, problems, ["key", "contains", .. Operators]);
        string? key = keys.Optional(properties, "key");
        IReadOnlyList<SchemaString> items = properties.Texts("contains");
        if (items.Count > SchemaLimits.Items)
        {
            problems.Add(
                SchemaRules.LimitExceeded, items[SchemaLimits.Items].Span, $"There are {items.Count} items here; {SchemaLimits.Items} is the limit. Remove some.");
        }

        foreach (SchemaString item in items.Where(static item => CodePoints.Count(item.Text) > SchemaLimits.ItemCodePoints))
        {
            problems.Add(
                SchemaRules.LimitExceeded, item.Span, $"An item has at most {SchemaLimits.ItemCodePoints} characters, this one has {CodePoints.Count(item.Text)}; shorten it.");
        }

        return new ConditionSchema(key, new EquatableArray<string>(items.Select(static item => item.Text)));
    }

    /// <summary>The operators of schema.md 4, which only extended files may use.</summary>
    private static readonly string[] Operators = ["equals", "any", "none", "exists", "starts_with", "ends_with"];

    private void RefuseOperators(SchemaObject pair)
    {
        foreach (SchemaMember member in pair.Members.Where(static member => Operators.Contains(member.Name)))
        {
            problems.Add(
                SchemaRules.NotSupported, member.NameSpan, $"The operator \"{member.Name}\" is one of extended files, which this version does not compile; use \"contains\".");
        }
    }
}
