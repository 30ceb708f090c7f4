namespace Callgoose.Observability.Metrics;

/// <summary>A part of a filter.</summary>
/// <param name="Integration">The integration's name.</param>
/// <param name="Filter">The filter's name.</param>
/// <param name="Kind">The kind of the part, as in the metric.</param>
internal readonly record struct FilterPart(string Integration, string Filter, string Kind)
{
    /// <summary>The part that creates incidents.</summary>
    public const string Trigger = "trigger";

    /// <summary>The part that resolves them.</summary>
    public const string Resolve = "resolve";

    /// <summary>The part that acknowledges them.</summary>
    public const string Acknowledge = "acknowledge";
}
