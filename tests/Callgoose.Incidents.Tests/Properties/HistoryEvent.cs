namespace Callgoose.Incidents.Tests;

/// <summary>The kinds of reports in a history.</summary>
internal enum HistoryKind
{
    /// <summary>An outage begins or continues.</summary>
    Start,

    /// <summary>It ends.</summary>
    End,

    /// <summary>A person acknowledges it in the tool.</summary>
    Acknowledge,
}

/// <summary>One report of a tool, with its own time.</summary>
/// <param name="Kind">What it reports.</param>
/// <param name="Key">The key that it is about.</param>
/// <param name="At">When it happened. No two reports of a history share a time.</param>
/// <param name="Urgency">The urgency of a start.</param>
internal sealed record HistoryEvent(HistoryKind Kind, string Key, long At, Urgency Urgency)
{
    public override string ToString() => $"{Kind}({Key}, {At}, {Urgency})";
}
