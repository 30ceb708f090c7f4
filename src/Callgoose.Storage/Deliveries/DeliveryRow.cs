using Callgoose.Incidents;

namespace Callgoose.Storage.Deliveries;

/// <summary>The delivery of one event to one destination. Times are Unix milliseconds (UTC).</summary>
public sealed record DeliveryRow
{
    /// <summary>The number of the delivery. Later ones have larger numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>The id of the delivery, the same for every try: <c>webhook-id</c> and <c>Idempotency-Key</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the destination; empty if no route matched the event.</summary>
    public required string Destination { get; init; }

    /// <summary>The number of its event.</summary>
    public required long EventSequence { get; init; }

    /// <summary>The incident.</summary>
    public required TimeOrderedId Incident { get; init; }

    /// <summary>The number of the event within the incident.</summary>
    public required int Number { get; init; }

    /// <summary>The environment of the incident.</summary>
    public required string Environment { get; init; }

    /// <summary>The service of the incident.</summary>
    public required string Service { get; init; }

    /// <summary>The kind of event, such as <c>triggered</c>.</summary>
    public required string Event { get; init; }

    /// <summary>True if the incident has high urgency.</summary>
    public required bool IsUrgent { get; init; }

    /// <summary>The state of the delivery.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>The number of tries.</summary>
    public required int Tries { get; init; }

    /// <summary>When the next try is due, while the delivery waits.</summary>
    public required long DueAt { get; init; }

    /// <summary>When the delivery was created.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The time of the last try; null if there was none.</summary>
    public required long? TriedAt { get; init; }

    /// <summary>When the delivery ended; null while it waits.</summary>
    public required long? FinishedAt { get; init; }

    /// <summary>The HTTP status of the last answer; null if there was none.</summary>
    public required int? Status { get; init; }

    /// <summary>The first KiB of the last answer, or why there was none; secrets are masked.</summary>
    public required string? Answer { get; init; }

    /// <summary>True if the fallback of the destination got the event as well.</summary>
    public required bool HasFallenBack { get; init; }
}
