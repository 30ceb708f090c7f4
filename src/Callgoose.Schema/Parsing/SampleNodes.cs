namespace Callgoose.Schema;

/// <summary>The samples of a file and where they stand.</summary>
/// <param name="Trigger">Those that pass a trigger.</param>
/// <param name="Resolve">Those that pass a resolve.</param>
/// <param name="Ignored">Those that pass nothing.</param>
internal sealed record SampleNodes(IReadOnlyList<SchemaNode> Trigger, IReadOnlyList<SchemaNode> Resolve, IReadOnlyList<SchemaNode> Ignored)
{
    /// <summary>All of them.</summary>
    public IEnumerable<SchemaNode> All => Trigger.Concat(Resolve).Concat(Ignored);

    /// <summary>Finds the samples.</summary>
    public static SampleNodes Of(SchemaObject? source, ProblemList problems)
    {
        if (source is null)
        {
            return new SampleNodes([], [], []);
        }

        var properties = new PropertyReader(source, problems, "trigger", "resolve", "ignored");
        return new SampleNodes(Of("trigger"), Of("resolve"), Of("ignored"));

        IReadOnlyList<SchemaNode> Of(string name) => properties.OptionalArray(name)?.Items ?? [];
    }
}
