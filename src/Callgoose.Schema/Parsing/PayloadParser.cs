namespace Callgoose.Schema;

/// <summary>Reads the property <c>payload</c>: the keys that a tool sends.</summary>
internal static class PayloadParser
{
    private static readonly string[] TypeNames = ["string", "timestamp", "number", "boolean", "any"];

    /// <summary>Reads an object of keys.</summary>
    public static PayloadFields Parse(SchemaObject source, ProblemList problems)
    {
        var fields = new List<PayloadField>();
        foreach (SchemaMember member in source.Members)
        {
            if (member.Name.Length == 0)
            {
                problems.Add(SchemaRules.Blank, member.NameSpan, "A payload JSON key is not empty; write the tool's key.");
            }
            else
            {
                fields.Add(ParseField(member.Name, member.Value, problems));
            }
        }

        return new PayloadFields(new EquatableArray<PayloadField>(fields));
    }

    /// <summary>Reads a key. A key with a wrong description allows anything, so that uses of the key cause no further problems.</summary>
    private static PayloadField ParseField(string name, SchemaNode value, ProblemList problems)
    {
        switch (value)
        {
            case SchemaObject nested:
                return new PayloadField(name, PayloadFieldType.Nested, Parse(nested, problems));

            case SchemaString type when TypeOf(type.Text) is PayloadFieldType known:
                return new PayloadField(name, known);

            case SchemaString type:
                problems.Add(
                    SchemaRules.UnknownValue,
                    type.Span,
                    $"There is no type \"{type.Text}\"; did you mean \"{NearestName.Of(type.Text, TypeNames)}\"? Known are {string.Join(", ", TypeNames)}.");
                return new PayloadField(name, PayloadFieldType.Any);

            case SchemaArray { Items.Count: <= 1 } array:
                return new PayloadField(
                    name, PayloadFieldType.Array, Element: array.Items.Count == 0 ? null : ParseField(string.Empty, array.Items[0], problems));

            case SchemaArray array:
                problems.Add(SchemaRules.WrongType, array.Items[1].Span, "An array is described by one element that stands for all; write the others' keys into it.");
                return new PayloadField(name, PayloadFieldType.Array);

            default:
                problems.Add(
                    SchemaRules.WrongType, value.Span, $"A key is described by a type, by an object of keys or by an array of one of them, not by {value.Kind}.");
                return new PayloadField(name, PayloadFieldType.Any);
        }
    }

    private static PayloadFieldType? TypeOf(string name) => name switch
    {
        "string" => PayloadFieldType.Text,
        "timestamp" => PayloadFieldType.Timestamp,
        "number" => PayloadFieldType.Number,
        "boolean" => PayloadFieldType.Boolean,
        "any" => PayloadFieldType.Any,
        _ => null,
    };
}
