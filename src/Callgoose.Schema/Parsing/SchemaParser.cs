namespace Callgoose.Schema;

/// <summary>Reads a schema file (Catalog/README.md) and checks everything that the file alone can show.</summary>
public static class SchemaParser
{
    /// <summary>Reads the text of a file. Never throws because of its content.</summary>
    public static SchemaParseResult Parse(string text)
    {
        var source = new SchemaText(text);
        var problems = new ProblemList(source);
        var warnings = new ProblemList(source);
        var names = new List<SchemaName>();
        IntegrationSchema? schema = SchemaTreeReader.Read(source, problems) switch
        {
            null => null,
            SchemaObject root => ParseRoot(root, source, problems, warnings, names),
            SchemaNode other => NotAnObject(other, problems),
        };
        return new SchemaParseResult(
            problems.Count == 0 ? schema : null, new EquatableArray<SchemaName>(names), new EquatableArray<SchemaProblem>(problems.Problems))
        {
            Hidden = problems.Hidden,
            Warnings = new EquatableArray<SchemaProblem>(warnings.Problems),
            HiddenWarnings = warnings.Hidden,
        };
    }

    private static IntegrationSchema? NotAnObject(SchemaNode root, ProblemList problems)
    {
        problems.Add(SchemaRules.WrongType, root.Span, $"A schema file holds one object, not {root.Kind}.");
        return null;
    }

    private static IntegrationSchema ParseRoot(SchemaObject root, SchemaText source, ProblemList problems, ProblemList warnings, List<SchemaName> names)
    {
        var properties = new PropertyReader(
            root, problems,
            "$schema", "name", "aliases", "description", "payload", "occurred_at", "filters", "template", "samples", "extended", "key_space", "no_key", "parse");
        SchemaLimits limits = properties.Flag("extended") ? SchemaLimits.Extended : SchemaLimits.Plain;
        properties.OnlyExtended(limits, "key_space", "no_key", "parse");
        properties.OptionalText("$schema");
        SchemaString? name = properties.RequiredText("name");
        IReadOnlyList<SchemaString> aliases = properties.Texts("aliases");
        foreach (SchemaString text in aliases.Prepend(name).OfType<SchemaString>())
        {
            CheckName(text, source, problems, names);
        }

        PayloadFields? payload = properties.OptionalObject("payload") is SchemaObject described ? PayloadParser.Parse(described, problems) : null;
        var keys = new KeyParser(payload, problems, limits);
        SchemaString? template = properties.OptionalText("template");
        SampleNodes samples = SampleNodes.Of(properties.OptionalObject("samples"), problems, limits);
        foreach (SchemaNode sample in samples.Filled)
        {
            SampleParser.FindVariables(sample, problems);
        }

        OccurredAtSchema occurredAt = ParseOccurredAt(properties.OptionalObject("occurred_at"), keys, problems, limits);
        string? keySpace = properties.Has("key_space") ? PlainName.Check(properties.RequiredText("key_space"), problems)?.Text : null;
        var schema = new IntegrationSchema
        {
            Name = name?.Text ?? string.Empty,
            Aliases = new EquatableArray<string>(aliases.Select(static alias => alias.Text)),
            Description = properties.OptionalText("description")?.Text ?? string.Empty,
            Payload = payload,
            OccurredAt = occurredAt,
            NoKey = ParseNoKey(properties, problems, limits),
            Parse = ParseParse(properties, keys, problems),
            Filters = new FilterParser(keys, problems, limits, occurredAt, keySpace).Parse(properties, root),
            Template = template?.Text,
            Samples = SampleParser.Parse(samples, source),
        };
        if (problems.Count == 0)
        {
            new SampleRun(schema, samples, problems).Run();
        }

        if (problems.Count == 0)
        {
            SchemaWarnings.Find(schema, root, samples, warnings);
        }

        return schema;
    }

    private static void CheckName(SchemaString text, SchemaText source, ProblemList problems, List<SchemaName> names)
    {
        if (CodePoints.Count(text.Text) > SchemaLimits.NameCodePoints)
        {
            problems.Add(
                SchemaRules.LimitExceeded, text.Span, $"A name has at most {SchemaLimits.NameCodePoints} characters, as 'from' has; shorten it.");
        }

        if (names.Any(taken => AsciiCase.Comparer.Equals(taken.Name, text.Text)))
        {
            problems.Add(SchemaRules.NameTaken, text.Span, $"The name \"{text.Text}\" is taken in this file, case ignored; choose another one.");
            return;
        }

        PlainName.Check(text, problems);
        names.Add(new SchemaName(text.Text, source.Locate(text.Span)));
    }

    private static EquatableArray<string> ParseNoKey(PropertyReader properties, ProblemList problems, SchemaLimits limits)
    {
        IReadOnlyList<SchemaString> texts = properties.Texts("no_key");
        if (texts.Count > limits.Items)
        {
            problems.Add(SchemaRules.LimitExceeded, texts[limits.Items].Span, $"There are {texts.Count} items here; {limits.Items} is the limit. Remove some.");
        }

        return new EquatableArray<string>(texts.Select(static text => text.Text));
    }

    private static EquatableArray<string> ParseParse(PropertyReader properties, KeyParser keys, ProblemList problems)
    {
        IReadOnlyList<SchemaString> texts = properties.Texts("parse");
        if (texts.Count > SchemaLimits.ParsedTexts)
        {
            problems.Add(SchemaRules.LimitExceeded, texts[SchemaLimits.ParsedTexts].Span, $"There are {texts.Count} keys here; {SchemaLimits.ParsedTexts} is the limit. Remove some.");
        }

        return new EquatableArray<string>(texts.Select(keys.Check).OfType<string>());
    }

    private static OccurredAtSchema ParseOccurredAt(SchemaObject? source, KeyParser keys, ProblemList problems, SchemaLimits limits)
    {
        if (source is null)
        {
            return new OccurredAtSchema(null, null, null);
        }

        var values = new ValueParser(keys, keys, problems, limits);
        var properties = new PropertyReader(source, problems, "trigger", "resolve", "acknowledge");
        properties.OnlyExtended(limits, "acknowledge");
        return new OccurredAtSchema(values.Optional(properties, "trigger"), values.Optional(properties, "resolve"), values.Optional(properties, "acknowledge"));
    }
}
