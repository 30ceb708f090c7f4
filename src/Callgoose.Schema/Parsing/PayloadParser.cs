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
            else if (ParseField(member, problems) is PayloadField field)
            {
                fields.Add(field);
            }
        }

        return new PayloadFields(new EquatableArray<PayloadField>(fields));
    }

    private static PayloadField? ParseField(SchemaMember member, ProblemList problems)
    {
        switch (member.Value)
        {
            case SchemaObject nested:
                return new PayloadField(member.Name, PayloadFieldType.Nested, Parse(nested, problems));

            case SchemaString type when TypeOf(type.Text) is PayloadFieldType known:
                return new PayloadField(member.Name, known, null);

            case SchemaString type:
                problems.Add(
                    SchemaRules.UnknownValue,
                    type.Span,
                    $"There is no type \"{type.Text}\"; did you mean \"{NearestName.Of(type.Text, TypeNames)}\"? Known are {string.Join(", ", TypeNames)}.");
                return null;

            case SchemaArray array:
                problems.Add(SchemaRules.NotSupported, array.Span, "Arrays are not described by this version; write \"any\".");
                return null;

            default:
                problems.Add(
                    SchemaRules.WrongType, member.Value.Span, $"A key is described by a type or by an object of keys, not by {member.Value.Kind}.");
                return null;
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
