namespace Callgoose.Schema;

/// <summary>Compares samples with the file's description under <c>payload</c>.</summary>
internal static class TypeWarnings
{
    /// <summary>Reports each value of a sample that has another type. Null matches every type, and keys without a description are ignored.</summary>
    public static void Find(PayloadFields payload, SchemaNode sample, EquatableArray<string> parsed, ProblemList warnings)
    {
        // The description of a root array is that of each element.
        foreach (SchemaNode item in sample is SchemaArray array ? array.Items : [sample])
        {
            if (item is SchemaObject found)
            {
                CheckMembers(payload, found, string.Empty, parsed, warnings);
            }
        }
    }

    private static void CheckMembers(PayloadFields fields, SchemaObject value, string path, EquatableArray<string> parsed, ProblemList warnings)
    {
        foreach (SchemaMember member in value.Members)
        {
            if (fields.Fields.FirstOrDefault(field => field.Name == member.Name) is PayloadField field)
            {
                Check(field, member.Value, path + member.Name, parsed, warnings);
            }
        }
    }

    private static void Check(PayloadField field, SchemaNode value, string path, EquatableArray<string> parsed, ProblemList warnings)
    {
        // A text that is read as JSON is described as that JSON.
        if (value is SchemaLiteral { Text: "null" } || field.Type == PayloadFieldType.Any || parsed.Contains(path))
        {
            return;
        }

        bool isRight = field.Type switch
        {
            PayloadFieldType.Text => value is SchemaString,
            PayloadFieldType.Timestamp => TextOf(value) is string text && (text.Length == 0 || BeginsWithDate(text) || UnfilledKey.Of(text, default, "$*%N", null) == KeyProblem.Unexpanded || TimeText.Parse(text) is not null),
            PayloadFieldType.Number => value is SchemaLiteral { Kind: "a number" },
            PayloadFieldType.Boolean => value is SchemaLiteral { Kind: "a boolean" },
            PayloadFieldType.Nested => value is SchemaObject,
            _ => value is SchemaArray,
        };
        if (!isRight)
        {
            string found = field.Type == PayloadFieldType.Timestamp && value is SchemaString ? "a text that is read as no time" : value.Kind;
            warnings.Add(
                SchemaRules.OtherType, SchemaNodes.Start(value), $"The key \"{path}\" is described as {NameOf(field.Type)}, and here it is {found}; describe what the tool sends, or \"any\".");
        }
        else if (value is SchemaObject found)
        {
            CheckMembers(field.Object!, found, path + ".", parsed, warnings);
        }
        else if (value is SchemaArray list && field.Element is PayloadField element)
        {
            for (int i = 0; i < list.Items.Count; i++)
            {
                Check(element, list.Items[i], $"{path}[{i}]", parsed, warnings);
            }
        }
    }

    /// <summary>Recognises dates such as <c>0001-01-01T00:00:00Z</c>, which tools send for no time.</summary>
    private static bool BeginsWithDate(string text) => text.Length >= 10 && text[4] == '-' && text[7] == '-' && text.Take(4).All(static c => c is >= '0' and <= '9');

    private static string? TextOf(SchemaNode value) => value switch
    {
        SchemaString text => text.Text,
        SchemaLiteral { Kind: "a number" } number => number.Text,
        _ => null,
    };

    private static string NameOf(PayloadFieldType type) => type switch
    {
        PayloadFieldType.Text => "a string",
        PayloadFieldType.Timestamp => "a timestamp",
        PayloadFieldType.Number => "a number",
        PayloadFieldType.Boolean => "a boolean",
        PayloadFieldType.Nested => "an object",
        _ => "an array",
    };
}
