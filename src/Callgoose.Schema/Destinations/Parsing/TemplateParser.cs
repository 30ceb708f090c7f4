namespace Callgoose.Schema.Destinations;

/// <summary>
/// Reads templates: JSON whose texts refer to values, with <c>$switch</c>, <c>$when</c> and <c>$number</c> where more than a text depends
/// on a value.
/// </summary>
internal sealed class TemplateParser(TextTemplateParser texts, ProblemList problems)
{
    private const string Switch = "$switch";
    private const string When = "$when";
    private const string Number = "$number";
    private const string Then = "$then";
    private const string Else = "$else";

    /// <summary>Reads a template for JSON.</summary>
    public TemplateNode Parse(SchemaNode source) => source switch
    {
        SchemaString text => texts.Parse(text),
        SchemaLiteral literal => new TemplateLiteral(literal.Text),
        SchemaArray array => new TemplateArray(new EquatableArray<TemplateNode>(array.Items.Select(Parse))),
        SchemaObject { Members: [{ Name: Switch } first, ..] } chosen => ParseSwitch(chosen, first, Parse),
        SchemaObject { Members: [{ Name: When } first, ..] } chosen => ParseWhen(chosen, first, Parse),
        SchemaObject { Members: [{ Name: Number } only] } => Value(only) is ValueReference value ? new TemplateNumber(value) : Nothing,
        SchemaObject plain => ParseObject(plain),
        _ => Nothing,
    };

    /// <summary>Reads a template for a text: a text, or a choice of texts.</summary>
    public TemplateNode ParseText(SchemaNode source)
    {
        switch (source)
        {
            case SchemaString text:
                return texts.Parse(text);

            case SchemaObject { Members: [{ Name: Switch } first, ..] } chosen:
                return ParseSwitch(chosen, first, ParseText);

            case SchemaObject { Members: [{ Name: When } first, ..] } chosen:
                return ParseWhen(chosen, first, ParseText);

            default:
                problems.Add(SchemaRules.WrongType, source.Span, $"This must be a string, {Switch} or {When}, not {source.Kind}.");
                return Nothing;
        }
    }

    private static TemplateNode Nothing { get; } = new TemplateLiteral("null");

    private TemplateObject ParseObject(SchemaObject source)
    {
        foreach (SchemaMember member in source.Members.Where(static member => member.Name.Length > 0 && member.Name[0] == '$'))
        {
            problems.Add(
                DestinationRules.BadTemplate, member.NameSpan,
                $"There is no \"{member.Name}\" here; did you mean \"{NearestName.Of(member.Name, [Switch, When, Number])}\"? It stands first in its object.");
        }

        return new TemplateObject(new EquatableArray<TemplateMember>(source.Members.Select(member => new TemplateMember(member.Name, Parse(member.Value)))));
    }

    private TemplateNode ParseSwitch(SchemaObject source, SchemaMember first, Func<SchemaNode, TemplateNode> parse)
    {
        ValueReference? value = Value(first);
        var cases = new List<TemplateCase>();
        TemplateNode? otherwise = null;
        foreach (SchemaMember member in source.Members.Skip(1))
        {
            TemplateNode node = parse(member.Value);
            if (member.Name == Else)
            {
                otherwise = node;
            }
            else
            {
                cases.Add(new TemplateCase(new EquatableArray<string>(member.Name.Split('|')), node));
            }
        }

        return value is null ? Nothing : new TemplateSwitch(value, new EquatableArray<TemplateCase>(cases), otherwise);
    }

    private TemplateNode ParseWhen(SchemaObject source, SchemaMember first, Func<SchemaNode, TemplateNode> parse)
    {
        var properties = new PropertyReader(source, problems, When, Then, Else);
        ValueReference? value = Value(first);
        TemplateNode? then = properties.Optional(Then) is SchemaNode yes ? parse(yes) : null;
        TemplateNode? otherwise = properties.Optional(Else) is SchemaNode no ? parse(no) : null;
        return value is null ? Nothing : new TemplateWhen(value, then, otherwise);
    }

    private ValueReference? Value(SchemaMember member)
    {
        if (member.Value is SchemaString name)
        {
            return texts.Find(name.Text, name);
        }

        problems.Add(SchemaRules.WrongType, member.Value.Span, $"\"{member.Name}\" names a value, as a string; it is {member.Value.Kind}.");
        return null;
    }
}
