namespace Callgoose.Schema;

/// <summary>Reads payload JSON keys (schema.md 2) and checks them against the payload that the file describes.</summary>
internal sealed class KeyParser(PayloadFields? payload, ProblemList problems)
{
    /// <summary>A property that names a key, or null if it is not there, is empty, or is not text.</summary>
    public string? Optional(PropertyReader properties, string name) => Check(properties.OptionalText(name));

    /// <summary>A property that has to name a key; empty if it does not, which is reported.</summary>
    public string Required(PropertyReader properties, string name) => Check(properties.RequiredText(name)) ?? string.Empty;

    private string? Check(SchemaString? key)
    {
        if (key is null || key.Text.Length == 0)
        {
            return null;
        }

        Report(key);
        return key.Text;
    }

    private void Report(SchemaString key)
    {
        if (CodePoints.Count(key.Text) > SchemaLimits.KeyCodePoints)
        {
            problems.Add(SchemaRules.LimitExceeded, key.Span, $"A key has at most {SchemaLimits.KeyCodePoints} characters; shorten it.");
        }
        else if (KeyStep.FindBadIndex(key.Text) is string bracket && !(payload?.Fields.Any(field => field.Name == key.Text) ?? false))
        {
            problems.Add(
                SchemaRules.BadIndex, key.Span, $"{bracket} is no index; write a number from 0 to {SchemaLimits.Index} in brackets, as in \"alerts[0].id\". If it is part of the name, describe that name in \"payload\".");
        }
        else if (payload is not null && !IsDescribed(payload, key.Text))
        {
            List<string> known = [.. Keys(payload, string.Empty)];
            string nearest = known.Count == 0 ? "Describe it there." : $"Did you mean \"{NearestName.Of(key.Text, known)}\"? If not, add it there.";
            problems.Add(SchemaRules.UnknownKey, key.Span, $"The key \"{key.Text}\" is not in \"payload\". {nearest}");
        }
    }

    /// <summary>Of a root array the description is that of each element.</summary>
    private static bool IsDescribed(PayloadFields payload, string key)
    {
        KeyStep step = KeyStep.First(key);
        return IsBelow(payload, key) || (step.Index is not null && step.Rest.Length > 0 && IsBelow(payload, step.Rest));
    }

    /// <summary>The exact name first, then the first step and what is left, as it is looked up in a payload.</summary>
    private static bool IsBelow(PayloadFields fields, string key)
    {
        if (fields.Fields.Any(field => field.Name == key))
        {
            return true;
        }

        KeyStep step = KeyStep.First(key);
        return step.Rest.Length > 0 && fields.Fields.FirstOrDefault(field => field.Name == step.Name) is PayloadField parent && IsIn(parent, step.Rest);
    }

    private static bool IsIn(PayloadField field, string key)
    {
        if (key.Length == 0 || field.Type == PayloadFieldType.Any)
        {
            return true;
        }

        return field.Type switch
        {
            PayloadFieldType.Nested => IsBelow(field.Object!, key),
            PayloadFieldType.Array when KeyStep.First(key) is { Index: not null } step => field.Element is null || IsIn(field.Element, step.Rest),
            _ => false,
        };
    }

    private static IEnumerable<string> Keys(PayloadFields fields, string prefix) =>
        fields.Fields.SelectMany(field => Below(field, prefix + field.Name).Prepend(prefix + field.Name));

    private static IEnumerable<string> Below(PayloadField field, string key) => field.Type switch
    {
        PayloadFieldType.Nested => Keys(field.Object!, key + "."),
        PayloadFieldType.Array when field.Element is not null => Below(field.Element, key + "[0]").Prepend(key + "[0]"),
        _ => [],
    };
}
