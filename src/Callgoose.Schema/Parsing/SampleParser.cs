using System.Text;

namespace Callgoose.Schema;

/// <summary>Reads the property <c>samples</c>.</summary>
internal static class SampleParser
{
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

    /// <summary>The sample without the blanks between its tokens. Everything else stays as written, escapes included: it is what a tool sends.</summary>
    private static string ToCompact(byte[] utf8, ByteSpan span)
    {
        var compact = new List<byte>(span.Length);
        bool inText = false;
        for (int i = span.Start; i < span.End; i++)
        {
            if (inText && utf8[i] == '\\')
            {
                compact.Add(utf8[i++]);
            }
            else if (utf8[i] == '"')
            {
                inText = !inText;
            }
            else if (!inText && utf8[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            compact.Add(utf8[i]);
        }

        return Encoding.UTF8.GetString([.. compact]);
    }
}
