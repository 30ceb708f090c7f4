using System.Text;

namespace Callgoose.Schema;

/// <summary>Finds keys of texts and times that no sample has, or whose value is not a text.</summary>
internal sealed class KeyWarnings
{
    private readonly IntegrationSchema schema;
    private readonly SchemaNodes nodes;
    private readonly ProblemList warnings;
    private readonly PayloadDocument[] samples;

    /// <summary>The places that were checked: parts share the times of the file.</summary>
    private readonly HashSet<(int Place, string Key)> told = [];

    public KeyWarnings(IntegrationSchema schema, SchemaNodes nodes, ProblemList warnings)
    {
        (this.schema, this.nodes, this.warnings) = (schema, nodes, warnings);
        samples = [.. schema.Samples.All.Select(sample => PayloadDocument.Parse(Encoding.UTF8.GetBytes(sample)).Unwrap(schema.Parse))];
    }

    /// <summary>Reports them.</summary>
    public void Find()
    {
        for (int i = 0; i < schema.Filters.Count; i++)
        {
            FilterSchema filter = schema.Filters[i];
            if (filter.Trigger is TriggerSchema trigger)
            {
                Check(trigger.MappedWith, i, "trigger", "incident_mapped_with");
                Check(trigger.Title, i, "trigger", "title");
                Check(trigger.Description, i, "trigger", "description");
                Check(trigger.Link, i, "trigger", "link");
                Check(trigger.OccurredAt, i, "trigger", "occurred_at");
                Check(trigger.EndsAt, i, "trigger", "resolve_after");
            }

            if (filter.Resolve is ResolveSchema resolve)
            {
                Check(resolve.MappedWith, i, "resolve", "incident_mapped_with");
                Check(resolve.OccurredAt, i, "resolve", "occurred_at");
            }

            if (filter.Acknowledge is AcknowledgeSchema acknowledge)
            {
                Check(acknowledge.MappedWith, i, "acknowledge", "incident_mapped_with");
                Check(acknowledge.OccurredAt, i, "acknowledge", "occurred_at");
            }
        }
    }

    private void Check(ValueSchema? value, int filter, string part, string property)
    {
        SchemaNode inFilter = nodes.Property(filter, part, property);
        SchemaNode place = inFilter == nodes.Part(filter, part) ? nodes.Property(property, part) : inFilter;
        foreach (ValueOption option in value?.Options ?? default)
        {
            foreach (string key in option.Keys)
            {
                Check(key, option.Of?.List ?? schema.Filters[filter].Each, place);
            }
        }
    }

    private void Check(string key, string? list, SchemaNode place)
    {
        if (!told.Add((place.Span.Start, key)))
        {
            return;
        }

        PayloadValue[] values = [.. samples.SelectMany(sample => list is null ? [sample] : sample.Elements(list)).Select(at => at.Find(key)).Where(static value => !value.IsMissing)];
        bool isContainer = values.Length > 0 ? values.All(static value => value.IsContainer)
            : list is null && schema.Payload is PayloadFields payload && KeyParser.Find(payload, key) is { Type: PayloadFieldType.Nested or PayloadFieldType.Array };
        if (isContainer)
        {
            warnings.Add(SchemaRules.NoText, SchemaNodes.Start(place), $"At the key \"{key}\" stands an object or array, which gives no text; name a key in it.");
        }
        else if (values.Length == 0 && samples.Length > 0)
        {
            warnings.Add(SchemaRules.NoText, SchemaNodes.Start(place), $"The key \"{key}\" is in no sample, so nothing shows that the tool sends it; add a sample with it, or name another key.");
        }
    }
}
