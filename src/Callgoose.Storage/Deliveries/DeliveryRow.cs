using Callgoose.Incidents;

namespace Callgoose.Storage.Deliveries;

/// <summary>One event on its way to one destination. Times are Unix milliseconds (UTC).</summary>
public sealed record DeliveryRow
{
    /// <summary>Its number: later ones have larger numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its id, the same for every try: <c>webhook-id</c> and <c>Idempotency-Key</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the destination; empty if no route took the event.</summary>
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

    /// <summary>What happened, such as <c>triggered</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Whether the incident is of high urgency.</summary>
    public required bool IsUrgent { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; init; }

    /// <summary>When it is to be tried, while it waits.</summary>
    public required long DueAt { get; init; }

    /// <summary>When it was made.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it was tried last; null if never.</summary>
    public required long? TriedAt { get; init; }

    /// <summary>When it came to its end; null while it waits.</summary>
    public required long? FinishedAt { get; init; }

    /// <summary>The status of the last answer; null if there was none.</summary>
    public required int? Status { get; init; }

    /// <summary>The first KiB of the last answer, or why there was none; secrets are masked.</summary>
    public required string? Answer { get; init; }

    /// <summary>Whether the fallback of the destination got it as well.</summary>
    public required bool HasFallenBack { get; init; }
}
