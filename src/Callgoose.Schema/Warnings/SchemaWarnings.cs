namespace Callgoose.Schema;

/// <summary>Finds probable mistakes in a file without problems (Catalog/README.md 7): traps that the file alone proves.</summary>
internal static class SchemaWarnings
{
    /// <summary>Finds all of them.</summary>
    /// <param name="schema">The content of the file.</param>
    /// <param name="root">The file.</param>
    /// <param name="samples">Its samples.</param>
    /// <param name="warnings">Receives the findings.</param>
    public static void Find(IntegrationSchema schema, SchemaObject root, SampleNodes samples, ProblemList warnings)
    {
        var nodes = new SchemaNodes(root);
        if (schema.Filters.Count == 0)
        {
            warnings.Add(SchemaRules.NoFilters, SchemaNodes.Start(nodes.Property("filters")), "This file has no filter, so no call has an effect; add one.");
        }

        if (!schema.Samples.All.Any())
        {
            warnings.Add(
                SchemaRules.NoSamples, new ByteSpan(root.Span.Start, 1), "This file has no samples, so nothing shows that its filters pass what the tool sends; add payloads under \"samples\".");
        }

        new ConditionWarnings(schema, nodes, warnings).Find();
        new KeyWarnings(schema, nodes, warnings).Find();
        TemplateWarnings.Find(schema, nodes, warnings);
        if (schema.Payload is PayloadFields payload)
        {
            foreach (SchemaNode sample in samples.Filled)
            {
                TypeWarnings.Find(payload, sample, schema.Parse, warnings);
            }
        }
    }
}
