namespace Callgoose.Storage.Reading;

/// <summary>A page of a list of incidents.</summary>
/// <param name="Incidents">The incidents, newest first.</param>
/// <param name="NextCursor">The cursor of the next page, or null if this is the last one.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentSummary> Incidents, long? NextCursor);
