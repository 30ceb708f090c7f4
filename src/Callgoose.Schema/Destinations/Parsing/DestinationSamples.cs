using System.Text;
using System.Text.Json;

namespace Callgoose.Schema.Destinations;

/// <summary>Reads the samples of a destination file, and compares their results with the stated ones.</summary>
internal static class DestinationSamples
{
    /// <summary>Reads and runs the samples; problems are reported.</summary>
    public static IReadOnlyList<DestinationSample> Read(PropertyReader file, DestinationSchema schema, SchemaText text, ProblemList problems)
    {
        var samples = new List<DestinationSample>();
        foreach (SchemaNode item in file.OptionalArray("samples")?.Items ?? [])
        {
            if (item is not SchemaObject source)
            {
                problems.Add(SchemaRules.WrongType, item.Span, $"A sample is an object, not {item.Kind}.");
                continue;
            }

            var properties = new PropertyReader(source, problems, "source", "version", "event", "settings", "url", "body");
            SchemaString? url = properties.OptionalText("url");
            SchemaNode? body = properties.Required("body");
            var sample = new DestinationSample(
                properties.RequiredText("source")?.Text ?? string.Empty,
                properties.RequiredText("version")?.Text ?? string.Empty,
                Fields(properties.OptionalObject("event"), problems),
                Settings(properties.OptionalObject("settings"), schema, problems),
                url?.Text,
                body is null ? string.Empty : JsonCompaction.Compact(text.Slice(body.Span)));
            samples.Add(sample);
            if (problems.Count == 0)
            {
                Execute(sample, schema, url, body!, problems);
            }
        }

        return samples;
    }

    private static EquatableArray<SampleField> Fields(SchemaObject? source, ProblemList problems)
    {
        var fields = new List<SampleField>();
        foreach (SchemaMember member in source?.Members ?? [])
        {
            if (!EventFields.TryFind(member.Name, out EventField field))
            {
                problems.Add(
                    DestinationRules.UnknownField, member.NameSpan, $"An event has no field \"{member.Name}\"; did you mean \"{NearestName.Of(member.Name, EventFields.Names)}\"?");
            }
            else if (Text(member, problems) is string value)
            {
                fields.Add(new SampleField(field, value));
            }
        }

        return new EquatableArray<SampleField>(fields);
    }

    private static EquatableArray<string> Settings(SchemaObject? source, DestinationSchema schema, ProblemList problems)
    {
        foreach (SchemaMember member in source?.Members ?? [])
        {
            if (!schema.Settings.Any(setting => setting.Name == member.Name))
            {
                string known = schema.Settings.Count == 0 ? "there are none" : $"did you mean \"{NearestName.Of(member.Name, [.. schema.Settings.Select(static s => s.Name)])}\"?";
                problems.Add(DestinationRules.UnknownField, member.NameSpan, $"This kind has no setting \"{member.Name}\"; {known}");
            }
        }

        return new EquatableArray<string>(schema.Settings.Select(setting =>
            source?.Members.FirstOrDefault(member => member.Name == setting.Name) is SchemaMember given ? Text(given, problems) ?? string.Empty : setting.Default));
    }

    private static string? Text(SchemaMember member, ProblemList problems)
    {
        if (member.Value is SchemaString text)
        {
            return text.Text;
        }

        problems.Add(SchemaRules.WrongType, member.Value.Span, $"The value of \"{member.Name}\" must be a string, not {member.Value.Kind}.");
        return null;
    }

    private static void Execute(DestinationSample sample, DestinationSchema schema, SchemaString? url, SchemaNode body, ProblemList problems)
    {
        var interpreter = new DestinationInterpreter(schema);
        var values = new SampleValues(sample);
        var buffer = new TextBuffer();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, DestinationParser.WriterOptions))
        {
            interpreter.WriteBody(writer, buffer, values);
        }

        string written = Encoding.UTF8.GetString(stream.ToArray());
        if (Plain(written) != Plain(sample.Body))
        {
            problems.Add(DestinationRules.SampleDiffers, body.Span, $"This sample gives another body: {written}");
        }

        interpreter.WriteUrl(buffer, values);
        string made = Encoding.UTF8.GetString(buffer.From(0).ToArray());
        if (url is not null && made != url.Text)
        {
            problems.Add(DestinationRules.SampleDiffers, url.Span, $"This sample gives another URL: {made}");
        }
    }

    /// <summary>Returns JSON with the escapes of one writer, so that texts are compared by their meaning.</summary>
    private static string Plain(string json)
    {
        if (json.Length == 0)
        {
            return json;
        }

        using JsonDocument document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
