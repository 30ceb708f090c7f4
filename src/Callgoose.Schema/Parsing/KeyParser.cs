namespace Callgoose.Schema;

/// <summary>Reads payload JSON keys (Catalog/README.md 2) and checks them against the payload that the file describes.</summary>
/// <param name="payload">The description of the payload, or of the element that keys are relative to; null if there is none.</param>
/// <param name="problems">Receives the problems.</param>
/// <param name="limits">The limits of the file.</param>
/// <param name="root">Reads keys that lead from an element to the root of the payload; null at the root.</param>
internal sealed class KeyParser(PayloadFields? payload, ProblemList problems, SchemaLimits limits, KeyParser? root = null)
{
    /// <summary>Reads an optional key; null if it is missing, empty, or not text.</summary>
    public string? Optional(PropertyReader properties, string name) => Check(properties.OptionalText(name));

    /// <summary>Reads a required key; empty if it is missing, which is reported.</summary>
    public string Required(PropertyReader properties, string name) => Check(properties.RequiredText(name)) ?? string.Empty;

    /// <summary>Checks a text as a key; null if it is null or empty.</summary>
    public string? Check(SchemaString? key)
    {
        if (key is null || key.Text.Length == 0)
        {
            return null;
        }

        Report(key);
        return key.Text;
    }

    /// <summary>Returns a reader for keys relative to the elements of a list. Reports the list if the file describes it as something else.</summary>
    public KeyParser Elements(SchemaString list)
    {
        if (list.Text == FilterSchema.Root)
        {
            return new KeyParser(payload, problems, limits, this);
        }

        Report(list);
        PayloadField? field = payload is null ? null : Find(payload, list.Text);
        if (field is not null and not { Type: PayloadFieldType.Array or PayloadFieldType.Any })
        {
            problems.Add(SchemaRules.UnknownKey, list.Span, $"The key \"{list.Text}\" is no array in \"payload\"; name one, or describe it as an array of the one that stands for all.");
        }

        return new KeyParser(field?.Element?.Object, problems, limits, this);
    }

    private void Report(SchemaString key)
    {
        if (root is not null && key.Text.StartsWith(FilterSchema.RootPrefix, StringComparison.Ordinal) && key.Text.Length > FilterSchema.RootPrefix.Length)
        {
            root.Report(new SchemaString(key.Span, key.Text.Substring(FilterSchema.RootPrefix.Length)));
        }
        else if (root is null && HeaderKey.Is(key.Text))
        {
            ReportHeader(key);
        }
        else if (CodePoints.Count(key.Text) > SchemaLimits.KeyCodePoints)
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

    private void ReportHeader(SchemaString key)
    {
        if (!limits.IsExtended)
        {
            problems.Add(SchemaRules.NeedsExtended, key.Span, $"\"{key.Text}\" is a header of the request, at which only extended files look; write \"extended\": true into the file, or name a key of the payload.");
        }
        else if (HeaderKey.CarriesCredential(key.Text))
        {
            problems.Add(SchemaRules.HeaderOfCredential, key.Span, $"The header {HeaderKey.NameOf(key.Text)} is one that carries a credential, which no filter sees; name another one.");
        }
    }

    /// <summary>Tells whether a key is described. The description of a root array is that of each element.</summary>
    private static bool IsDescribed(PayloadFields payload, string key)
    {
        KeyStep step = KeyStep.First(key);
        return IsBelow(payload, key) || (step.Index is not null && step.Rest.Length > 0 && IsBelow(payload, step.Rest));
    }

    /// <summary>Looks up a key in a description in the same way as in a payload: first the exact name, then the first step and the rest.</summary>
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

    /// <summary>The description at a key; null if anything is allowed there: below <c>any</c>, or not described at all.</summary>
    public static PayloadField? Find(PayloadFields fields, string key)
    {
        if (fields.Fields.FirstOrDefault(field => field.Name == key) is PayloadField exact)
        {
            return exact;
        }

        KeyStep step = KeyStep.First(key);
        return step.Rest.Length > 0 && fields.Fields.FirstOrDefault(field => field.Name == step.Name) is { Object: not null } parent
            ? Find(parent.Object!, step.Rest)
            : null;
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
