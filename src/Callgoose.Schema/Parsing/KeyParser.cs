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
        else if (HasIndex(key.Text))
        {
            problems.Add(SchemaRules.NotSupported, key.Span, "Keys with array indexes are not compiled by this version; map a key outside of arrays.");
        }
        else if (payload is not null && !IsDescribed(payload, key.Text))
        {
            List<string> known = [.. Keys(payload, string.Empty)];
            string nearest = known.Count == 0 ? "Describe it there." : $"Did you mean \"{NearestName.Of(key.Text, known)}\"? If not, add it there.";
            problems.Add(SchemaRules.UnknownKey, key.Span, $"The key \"{key.Text}\" is not in \"payload\". {nearest}");
        }
    }

    private static bool HasIndex(string key) =>
        key.Any(static c => c == '[') || key.Split('.').Any(static part => part.Length > 0 && part.All(static c => c is >= '0' and <= '9'));

    /// <summary>The exact name first, then what stands before the first dot, as it is looked up in a payload.</summary>
    private static bool IsDescribed(PayloadFields fields, string key)
    {
        if (fields.Fields.Any(field => field.Name == key))
        {
            return true;
        }

        int dot = key.IndexOf('.');
        return dot > 0
            && fields.Fields.FirstOrDefault(field => field.Name == key.Substring(0, dot)) is PayloadField parent
            && (parent.Type == PayloadFieldType.Any || (parent.Object is not null && IsDescribed(parent.Object, key.Substring(dot + 1))));
    }

    private static IEnumerable<string> Keys(PayloadFields fields, string prefix)
    {
        foreach (PayloadField field in fields.Fields)
        {
            yield return prefix + field.Name;
            foreach (string key in field.Object is null ? [] : Keys(field.Object, prefix + field.Name + "."))
            {
                yield return key;
            }
        }
    }
}
