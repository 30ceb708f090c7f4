namespace Callgoose.Schema;

/// <summary>The values that the first passing acknowledge part takes from a payload. A text is empty if there is none.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Key">The mapped value (<c>incident_mapped_with</c>).</param>
/// <param name="OccurredAt">The value of its time.</param>
public sealed record AcknowledgeResult(FilterSchema Filter, string Key, string OccurredAt);
