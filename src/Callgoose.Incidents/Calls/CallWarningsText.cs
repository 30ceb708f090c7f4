namespace Callgoose.Incidents;

/// <summary>Warnings as answers, logs and metrics write them.</summary>
public static class CallWarningsText
{
    /// <summary>All names, by number: the one of the lowest bit first.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["unkeyed", "key_unexpanded", "delivery_id_reused", "time_not_believed", "key_shortened", "unkeyed_burst", "delivery_id_ignored"];

    /// <summary>The names of the warnings that are set.</summary>
    public static IEnumerable<string> Names(this CallWarnings warnings) => All.Where((_, bit) => ((int)warnings & (1 << bit)) != 0);
}
