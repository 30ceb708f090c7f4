using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Callgoose.Schema;

/// <summary>Reads the property <c>samples</c>.</summary>
internal static class SampleParser
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the samples as compact JSON.</summary>
    public static SamplesSchema Parse(SchemaObject? source, SchemaText text, ProblemList problems)
    {
        if (source is null)
        {
            return new SamplesSchema(default, default, default);
        }

        var properties = new PropertyReader(source, problems, "trigger", "resolve", "ignored");
        return new SamplesSchema(Parse(properties, "trigger"), Parse(properties, "resolve"), Parse(properties, "ignored"));

        EquatableArray<string> Parse(PropertyReader reader, string name)
        {
            IReadOnlyList<SchemaNode> samples = reader.OptionalArray(name)?.Items ?? [];
            foreach (SchemaNode sample in samples)
            {
                FindVariables(sample, problems);
            }

            return new EquatableArray<string>(samples.Select(sample => ToCompact(text.Utf8, sample.Span)));
        }
    }

    private static void FindVariables(SchemaNode node, ProblemList problems)
    {
        switch (node)
        {
            case SchemaString text when text.Text.Contains("{{"):
                problems.Add(
                    SchemaRules.UnexpandedVariable, text.Span, "This sample has a template variable in it; write what the tool puts in its place.");
                break;

            case SchemaObject nested:
                foreach (SchemaMember member in nested.Members)
                {
                    FindVariables(member.Value, problems);
                }

                break;

            case SchemaArray array:
                foreach (SchemaNode item in array.Items)
                {
                    FindVariables(item, problems);
                }

                break;
        }
    }

    private static string ToCompact(byte[] utf8, ByteSpan span)
    {
        using var buffer = new MemoryStream();
        using (JsonDocument document = JsonDocument.Parse(new System.ReadOnlyMemory<byte>(utf8, span.Start, span.Length)))
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            document.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
