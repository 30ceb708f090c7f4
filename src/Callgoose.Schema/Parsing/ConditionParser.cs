namespace Callgoose.Schema;

/// <summary>Reads the property <c>when</c>: one condition, or an array of them.</summary>
internal sealed class ConditionParser(KeyParser keys, ProblemList problems, SchemaLimits limits)
{
    private const string Contains = "contains";
    private const string Exists = "exists";
    private const string IgnoreCase = "ignore_case";
    private const string WhenAny = "when_any";

    /// <summary>The operators of Catalog/README.md 1 that only extended files may use.</summary>
    private static readonly (string Name, ConditionOperator Operator)[] Operators =
    [
        ("equals", ConditionOperator.EqualsAny), ("any", ConditionOperator.Any), ("none", ConditionOperator.None), (Exists, ConditionOperator.Exists),
        ("starts_with", ConditionOperator.StartsWithAny), ("ends_with", ConditionOperator.EndsWithAny),
        ("above", ConditionOperator.Above), ("at_least", ConditionOperator.AtLeast), ("below", ConditionOperator.Below), ("at_most", ConditionOperator.AtMost),
        ("matches", ConditionOperator.Matches),
    ];

    private static readonly string[] Known = ["key", Contains, .. Operators.Select(static known => known.Name), IgnoreCase];

    /// <summary>Reads the conditions; a part without <c>when</c> has none.</summary>
    /// <param name="part">The trigger or resolve.</param>
    /// <param name="limit">The maximum number of conditions.</param>
    public EquatableArray<ConditionSchema> Parse(PropertyReader part, int limit)
    {
        EquatableArray<ConditionSchema> when = ParseList(part.Optional("when"), limit);
        return part.Optional(WhenAny) is SchemaNode lists && ParseLists(lists, limit) is ConditionSchema any ? new(when.Append(any)) : when;
    }

    /// <summary>Reads lists of conditions, of which one must hold.</summary>
    private ConditionSchema? ParseLists(SchemaNode node, int limit)
    {
        if (node is not SchemaArray { Items.Count: > 0 } array)
        {
            problems.Add(SchemaRules.WrongType, node.Span, $"The property \"{WhenAny}\" is an array of lists of conditions, of which one is enough, not {(node is SchemaArray ? "an empty one" : node.Kind)}.");
            return null;
        }

        if (array.Items.Count > limits.Items)
        {
            problems.Add(SchemaRules.LimitExceeded, array.Items[limits.Items].Span, $"There are {array.Items.Count} lists here; {limits.Items} is the limit. Remove some.");
        }

        var lists = new List<EquatableArray<ConditionSchema>>();
        foreach (SchemaNode item in array.Items)
        {
            EquatableArray<ConditionSchema> list = ParseList(item, limit);
            if (item is SchemaArray { Items.Count: 0 })
            {
                problems.Add(SchemaRules.Blank, item.Span, $"This list is empty, so every call would pass \"{WhenAny}\"; write a condition into it.");
            }

            lists.Add(list);
        }

        return new ConditionSchema(null, ConditionOperator.OneOfLists, default) { Lists = new(lists) };
    }

    private EquatableArray<ConditionSchema> ParseList(SchemaNode? when, int limit)
    {
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
        bool ignoreCase = ParseIgnoreCase(pair, properties, chosen);
        if (chosen is null || chosen.Name == Contains)
        {
            return new ConditionSchema(key, ConditionOperator.Contains, Check(properties.Texts(Contains))) { IgnoreCase = ignoreCase };
        }

        if (key is null && !properties.Has("key"))
        {
            problems.Add(
                SchemaRules.MissingProperty, new ByteSpan(pair.Span.Start, 1), $"The property \"key\" is missing in this object; only \"contains\" searches the whole payload, \"{chosen.Name}\" needs a key.");
        }

        ConditionOperator operation = Operators.First(known => known.Name == chosen.Name).Operator;
        return operation switch
        {
            ConditionOperator.Exists => ParseExists(key, chosen),
            ConditionOperator.Above or ConditionOperator.AtLeast or ConditionOperator.Below or ConditionOperator.AtMost => ParseNumber(key, operation, chosen),
            _ => ParseTexts(key, operation, chosen, properties, ignoreCase),
        };
    }

    private bool ParseIgnoreCase(SchemaObject pair, PropertyReader properties, SchemaMember? chosen)
    {
        properties.OnlyExtended(limits, IgnoreCase);
        bool ignores = properties.Flag(IgnoreCase);
        if (ignores && chosen?.Name is null or Exists or "above" or "at_least" or "below" or "at_most")
        {
            SchemaMember flag = pair.Members.First(static member => member.Name == IgnoreCase);
            problems.Add(SchemaRules.SeveralOperators, flag.NameSpan, $"There is no text here of which the case could be ignored; remove \"{IgnoreCase}\".");
        }

        return ignores;
    }

    private ConditionSchema? ParseNumber(string? key, ConditionOperator operation, SchemaMember chosen)
    {
        if (chosen.Value is SchemaLiteral { Kind: "a number" } number && DecimalText.Parse(number.Text) is not null)
        {
            return new ConditionSchema(key, operation, new EquatableArray<string>([number.Text]));
        }

        problems.Add(SchemaRules.WrongType, chosen.Value.Span, $"The property \"{chosen.Name}\" must be a number such as 90, not {chosen.Value.Kind}.");
        return null;
    }

    /// <summary>Returns the operator of a condition. Reports more than one, and one that the file may not use.</summary>
    private SchemaMember? ChooseOperator(SchemaObject pair)
    {
        SchemaMember? chosen = null;
        foreach (SchemaMember member in pair.Members.Where(static member => member.Name is not ("key" or IgnoreCase) && Known.Contains(member.Name)))
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

    private ConditionSchema ParseTexts(string? key, ConditionOperator operation, SchemaMember chosen, PropertyReader properties, bool ignoreCase)
    {
        IReadOnlyList<SchemaString> texts = properties.TextOrTexts(chosen.Name);
        if (chosen.Value is SchemaArray { Items.Count: 0 })
        {
            problems.Add(SchemaRules.Blank, chosen.Value.Span, $"This list is empty, so \"{chosen.Name}\" has nothing to look for; write what is meant, or use \"exists\".");
        }

        foreach (SchemaString text in operation == ConditionOperator.Matches ? texts : [])
        {
            if (ExpressionParser.Parse(text.Text, ignoreCase, out string? fault) is null)
            {
                problems.Add(SchemaRules.BadExpression, text.Span, $"This expression cannot be used: {fault}.");
            }
        }

        return new ConditionSchema(key, operation, Check(texts)) { IgnoreCase = ignoreCase };
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
