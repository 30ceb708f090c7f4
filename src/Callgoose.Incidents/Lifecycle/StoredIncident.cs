namespace Callgoose.Incidents;

/// <summary>As much of a stored incident as the rules need to decide.</summary>
/// <param name="Sequence">Its number in the store: incidents created later have larger ones.</param>
/// <param name="Id">Its public id.</param>
/// <param name="State">Its state.</param>
/// <param name="TriggeredAt">When it was created, in Unix milliseconds (UTC).</param>
/// <param name="ResolvedAt">When it was resolved, in Unix milliseconds (UTC); 0 while it is active.</param>
public readonly record struct StoredIncident(
    long Sequence, TimeOrderedId Id, IncidentState State, long TriggeredAt, long ResolvedAt)
{
    /// <summary>True until it is resolved.</summary>
    public bool IsActive => State != IncidentState.Resolved;
}
