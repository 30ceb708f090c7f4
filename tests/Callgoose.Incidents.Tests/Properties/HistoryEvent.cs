namespace Callgoose.Incidents.Tests;

/// <summary>What a tool reports in a history.</summary>
internal enum HistoryKind
{
    /// <summary>An outage begins, or goes on.</summary>
    Start,

    /// <summary>It ends.</summary>
    End,

    /// <summary>Somebody takes it, in the tool.</summary>
    Acknowledge,
}

/// <summary>One report of a tool, which carries its own time.</summary>
/// <param name="Kind">What it reports.</param>
/// <param name="Key">Of what.</param>
/// <param name="At">When it happened. No two reports of a history share a time.</param>
/// <param name="Urgency">The urgency of a start.</param>
internal sealed record HistoryEvent(HistoryKind Kind, string Key, long At, Urgency Urgency)
{
    public override string ToString() => $"{Kind}({Key}, {At}, {Urgency})";
}
