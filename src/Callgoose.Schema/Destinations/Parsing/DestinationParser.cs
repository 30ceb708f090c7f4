using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Callgoose.Schema.Destinations;

/// <summary>Reads a destination file and checks everything that the file alone can show; it also runs the samples.</summary>
public static class DestinationParser
{
    private static readonly string[] KnownEvents = ["triggered", "updated", "acknowledged", "unacknowledged", "resolved", "delivery_failed"];

    /// <summary>The format of bodies: the same escapes everywhere.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the text of a file. Never throws because of its content.</summary>
    public static DestinationParseResult Parse(string text)
    {
        var source = new SchemaText(text);
        var problems = new ProblemList(source);
        DestinationSchema? schema = null;
        SchemaName? name = null;
        switch (SchemaTreeReader.Read(source, problems))
        {
            case null:
                break;

            case SchemaObject root:
                (schema, name) = ParseRoot(root, source, problems);
                break;

            case SchemaNode other:
                problems.Add(SchemaRules.WrongType, other.Span, $"A destination file holds one object, not {other.Kind}.");
                break;
        }

        return new DestinationParseResult(problems.Count == 0 ? schema : null, name, new EquatableArray<SchemaProblem>(problems.Problems));
    }

    private static (DestinationSchema, SchemaName?) ParseRoot(SchemaObject root, SchemaText source, ProblemList problems)
    {
        var properties = new PropertyReader(
            root, problems, "$schema", "name", "description", "settings", "events", "texts", "method", "url", "headers", "body", "answer", "signature", "separate", "samples");
        properties.OptionalText("$schema");
        SchemaString? name = properties.RequiredText("name");
        IReadOnlyList<DestinationSetting> settings = ParseSettings(properties.OptionalObject("settings"), problems);
        var names = new TemplateNames([.. settings.Select(static setting => setting.Name)]);
        var templates = new TemplateParser(new TextTemplateParser(names, problems), problems);
        var texts = new List<TemplateMember>();
        foreach (SchemaMember text in properties.OptionalObject("texts")?.Members ?? [])
        {
            texts.Add(new TemplateMember(text.Name, templates.ParseText(text.Value)));
            names.AddText(text.Name);
        }

        TemplateNode none = new TemplateLiteral("null");
        SchemaString? signature = properties.OptionalText("signature");
        if (signature is not null && signature.Text != "standard-webhooks")
        {
            problems.Add(SchemaRules.UnknownValue, signature.Span, $"There is no signature \"{signature.Text}\"; write \"standard-webhooks\", or leave it out.");
        }

        var schema = new DestinationSchema
        {
            Name = name?.Text ?? string.Empty,
            Description = properties.OptionalText("description")?.Text ?? string.Empty,
            Settings = new EquatableArray<DestinationSetting>(settings),
            Events = ParseEvents(properties.Texts("events"), problems),
            Texts = new EquatableArray<TemplateMember>(texts),
            Method = properties.OptionalText("method")?.Text ?? "POST",
            Url = properties.Required("url") is SchemaNode url ? templates.ParseText(url) : none,
            Headers = new EquatableArray<TemplateMember>(
                (properties.OptionalObject("headers")?.Members ?? []).Select(header => new TemplateMember(header.Name, templates.ParseText(header.Value)))),
            Body = properties.Required("body") is SchemaNode body ? templates.Parse(body) : none,
            Answer = ParseAnswer(properties.OptionalObject("answer"), problems),
            IsSigned = signature is not null,
            IsSeparate = properties.Flag("separate"),
            Samples = default,
        };
        schema = schema with { Samples = new EquatableArray<DestinationSample>(DestinationSamples.Read(properties, schema, source, problems)) };
        return (schema, name is null ? null : new SchemaName(name.Text, source.Locate(name.Span)));
    }

    private static List<DestinationSetting> ParseSettings(SchemaObject? source, ProblemList problems)
    {
        var settings = new List<DestinationSetting>();
        foreach (SchemaMember member in source?.Members ?? [])
        {
            if (member.Value is not SchemaObject described)
            {
                problems.Add(SchemaRules.WrongType, member.Value.Span, $"A setting is described by an object, not {member.Value.Kind}.");
                continue;
            }

            var properties = new PropertyReader(described, problems, "description", "secret", "required", "default");
            settings.Add(new DestinationSetting(
                member.Name,
                properties.OptionalText("description")?.Text ?? string.Empty,
                properties.Flag("secret"),
                properties.Flag("required"),
                properties.OptionalText("default")?.Text ?? string.Empty));
        }

        return settings;
    }

    private static EquatableArray<string> ParseEvents(IReadOnlyList<SchemaString> events, ProblemList problems)
    {
        foreach (SchemaString name in events.Where(static name => !KnownEvents.Contains(name.Text)))
        {
            problems.Add(SchemaRules.UnknownValue, name.Span, $"There is no event \"{name.Text}\"; did you mean \"{NearestName.Of(name.Text, KnownEvents)}\"?");
        }

        return new EquatableArray<string>(events.Select(static name => name.Text));
    }

    private static AnswerSchema ParseAnswer(SchemaObject? source, ProblemList problems)
    {
        if (source is null)
        {
            return new AnswerSchema(AnswerSchema.RefusedByDefault, null, string.Empty, null);
        }

        var properties = new PropertyReader(source, problems, "refused", "ok", "thread");
        string? okKey = null;
        string okValue = string.Empty;
        if (properties.OptionalObject("ok") is SchemaObject ok)
        {
            var test = new PropertyReader(ok, problems, "key", "equals");
            okKey = test.RequiredText("key")?.Text;
            okValue = test.RequiredText("equals")?.Text ?? string.Empty;
        }

        var refused = new List<int>();
        foreach (SchemaNode item in properties.OptionalArray("refused")?.Items ?? [])
        {
            if (item is SchemaLiteral number && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 300 and <= 599)
            {
                refused.Add(status);
            }
            else
            {
                problems.Add(SchemaRules.WrongType, item.Span, "A refusal is a status from 300 to 599.");
            }
        }

        return new AnswerSchema(
            properties.Has("refused") ? new EquatableArray<int>(refused) : AnswerSchema.RefusedByDefault, okKey, okValue, properties.OptionalText("thread")?.Text);
    }
}
