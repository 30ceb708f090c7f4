namespace Callgoose.Schema;

/// <summary>The samples of a file, with their locations.</summary>
internal sealed class SampleNodes
{
    private SampleNodes()
    {
    }

    /// <summary>Samples that pass a trigger.</summary>
    public IReadOnlyList<SchemaNode> Trigger { get; private set; } = [];

    /// <summary>Samples that pass a resolve.</summary>
    public IReadOnlyList<SchemaNode> Resolve { get; private set; } = [];

    /// <summary>Samples that pass an acknowledge part.</summary>
    public IReadOnlyList<SchemaNode> Acknowledge { get; private set; } = [];

    /// <summary>Samples that pass a trigger without an incident key.</summary>
    public IReadOnlyList<SchemaNode> Unkeyed { get; private set; } = [];

    /// <summary>Samples that pass nothing.</summary>
    public IReadOnlyList<SchemaNode> Ignored { get; private set; } = [];

    /// <summary>The payloads of samples whose elements have different results.</summary>
    public IReadOnlyList<SchemaNode> Batch { get; private set; } = [];

    /// <summary>The results for the elements of each of <see cref="Batch"/>.</summary>
    public IReadOnlyList<EquatableArray<string>> Outcomes { get; private set; } = [];

    /// <summary>
    /// All samples in which the tool has filled in its template. Unkeyed samples are not included, because they show what happens if it has
    /// not.
    /// </summary>
    public IEnumerable<SchemaNode> Filled => Trigger.Concat(Resolve).Concat(Acknowledge).Concat(Ignored).Concat(Batch);

    /// <summary>Finds the samples.</summary>
    public static SampleNodes Of(SchemaObject? source, ProblemList problems, SchemaLimits limits)
    {
        var samples = new SampleNodes();
        if (source is null)
        {
            return samples;
        }

        var properties = new PropertyReader(source, problems, "trigger", "resolve", "acknowledge", "unkeyed", "batch", "ignored");
        properties.OnlyExtended(limits, "acknowledge", "unkeyed", "batch");
        samples.Trigger = Of("trigger");
        samples.Resolve = Of("resolve");
        samples.Acknowledge = Of("acknowledge");
        samples.Unkeyed = Of("unkeyed");
        samples.Ignored = Of("ignored");
        samples.ReadBatch(Of("batch"), problems);
        return samples;

        IReadOnlyList<SchemaNode> Of(string name) => properties.OptionalArray(name)?.Items ?? [];
    }

    private void ReadBatch(IReadOnlyList<SchemaNode> items, ProblemList problems)
    {
        var payloads = new List<SchemaNode>();
        var outcomes = new List<EquatableArray<string>>();
        foreach (SchemaNode item in items)
        {
            if (item is not SchemaObject source)
            {
                problems.Add(SchemaRules.WrongType, item.Span, $"A batch sample is an object with \"payload\" and \"outcomes\", not {item.Kind}.");
                continue;
            }

            var properties = new PropertyReader(source, problems, "payload", "outcomes");
            SchemaNode? payload = properties.Required("payload");
            SchemaNode? stated = properties.Required("outcomes");
            IReadOnlyList<SchemaString> texts = stated is null ? [] : properties.Texts("outcomes");
            foreach (SchemaString text in texts.Where(static text => !BatchSample.Known.Contains(text.Text)))
            {
                problems.Add(
                    SchemaRules.UnknownValue, text.Span, $"There is no outcome \"{text.Text}\"; did you mean \"{NearestName.Of(text.Text, BatchSample.Known)}\"? Known are {string.Join(", ", BatchSample.Known)}.");
            }

            if (payload is not null)
            {
                payloads.Add(payload);
                outcomes.Add(new EquatableArray<string>(texts.Select(static text => text.Text)));
            }
        }

        (Batch, Outcomes) = (payloads, outcomes);
    }
}
