namespace Callgoose.Schema;

/// <summary>Reads a schema file (schema.md) and checks everything that can be told from it alone.</summary>
public static class SchemaParser
{
    /// <summary>Reads a file's text. Never throws for what stands in it.</summary>
    public static SchemaParseResult Parse(string text)
    {
        var source = new SchemaText(text);
        var problems = new ProblemList(source);
        var names = new List<SchemaName>();
        IntegrationSchema? schema = SchemaTreeReader.Read(source, problems) switch
        {
            null => null,
            SchemaObject root => ParseRoot(root, source, problems, names),
            SchemaNode other => NotAnObject(other, problems),
        };
        bool valid = problems.Problems.Count == 0;
        return new SchemaParseResult(
            valid ? schema : null, new EquatableArray<SchemaName>(names), new EquatableArray<SchemaProblem>(problems.Problems));
    }

    private static IntegrationSchema? NotAnObject(SchemaNode root, ProblemList problems)
    {
        problems.Add(SchemaRules.WrongType, root.Span, $"A schema file holds one object, not {root.Kind}.");
        return null;
    }

    private static IntegrationSchema ParseRoot(SchemaObject root, SchemaText source, ProblemList problems, List<SchemaName> names)
    {
        var properties = new PropertyReader(
            root, problems,
            "$schema", "name", "aliases", "description", "payload", "occurred_at", "filters", "template", "samples", "extended");
        SchemaLimits limits = properties.Flag("extended") ? SchemaLimits.Extended : SchemaLimits.Plain;
        properties.OptionalText("$schema");
        SchemaString? name = properties.RequiredText("name");
        IReadOnlyList<SchemaString> aliases = properties.Texts("aliases");
        foreach (SchemaString text in aliases.Prepend(name).OfType<SchemaString>())
        {
            CheckName(text, source, problems, names);
        }

        PayloadFields? payload = properties.OptionalObject("payload") is SchemaObject described ? PayloadParser.Parse(described, problems) : null;
        var keys = new KeyParser(payload, problems);
        SchemaString? template = properties.OptionalText("template");
        SampleNodes samples = SampleNodes.Of(properties.OptionalObject("samples"), problems);
        foreach (SchemaNode sample in samples.All)
        {
            SampleParser.FindVariables(sample, problems);
        }

        var schema = new IntegrationSchema
        {
            Name = name?.Text ?? string.Empty,
            Aliases = new EquatableArray<string>(aliases.Select(static alias => alias.Text)),
            Description = properties.OptionalText("description")?.Text ?? string.Empty,
            Payload = payload,
            OccurredAt = ParseOccurredAt(properties.OptionalObject("occurred_at"), keys, problems),
            Filters = new FilterParser(keys, problems, limits).Parse(properties, root),
            Template = template?.Text,
            Samples = SampleParser.Parse(samples, source),
        };
        if (problems.Count == 0)
        {
            new SampleRun(schema, samples, problems).Run();
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

        names.Add(new SchemaName(text.Text, source.Locate(text.Span)));
    }

    private static OccurredAtSchema ParseOccurredAt(SchemaObject? source, KeyParser keys, ProblemList problems)
    {
        if (source is null)
        {
            return new OccurredAtSchema(null, null);
        }

        var properties = new PropertyReader(source, problems, "trigger", "resolve");
        return new OccurredAtSchema(keys.Optional(properties, "trigger"), keys.Optional(properties, "resolve"));
    }
}
