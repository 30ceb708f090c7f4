using Callgoose.Incidents;

namespace Callgoose.TestFiles;

/// <summary>An incident of a test.</summary>
internal sealed class TestIncident
{
    public required long Sequence { get; init; }

    public required TimeOrderedId Id { get; init; }

    public required ServiceScope Scope { get; init; }

    public required string Key { get; init; }

    public required string BodyDigest { get; init; }

    public required Urgency Urgency { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required long TriggeredAt { get; init; }

    public IncidentState State { get; set; } = IncidentState.Triggered;

    public int Occurrences { get; set; } = 1;

    public long ResolvedAt { get; set; }

    public StoredIncident Stored => new(Sequence, Id, State, TriggeredAt, ResolvedAt);
}
