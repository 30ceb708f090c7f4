namespace Callgoose.Schema;

/// <summary>Reads the property <c>samples</c>.</summary>
internal static class SampleParser
{
    /// <summary>Reads the samples as compact JSON.</summary>
    public static SamplesSchema Parse(SampleNodes nodes, SchemaText text)
    {
        return new SamplesSchema(CompactAll(nodes.Trigger), CompactAll(nodes.Resolve), CompactAll(nodes.Ignored))
        {
            Acknowledge = CompactAll(nodes.Acknowledge),
            Unkeyed = CompactAll(nodes.Unkeyed),
            Batch = new EquatableArray<BatchSample>(nodes.Batch.Zip(nodes.Outcomes, (payload, outcomes) => new BatchSample(Compact(payload), outcomes))),
        };

        EquatableArray<string> CompactAll(IEnumerable<SchemaNode> samples) => new(samples.Select(Compact));
        string Compact(SchemaNode sample) => JsonCompaction.Compact(text.Slice(sample.Span));
    }

    /// <summary>Reports variables of the tool's template, which the tool would never send.</summary>
    public static void FindVariables(SchemaNode node, ProblemList problems)
    {
        switch (node)
        {
            case SchemaString text when TemplateVariable.Find(text.Text) is string variable:
                problems.Add(
                    SchemaRules.UnexpandedVariable, text.Span, $"This sample has the template variable {variable} in it; write what the tool puts in its place.");
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
}
