namespace Callgoose.Delivery.Dispatch;

/// <summary>The status of a destination. Times are Unix milliseconds (UTC).</summary>
public sealed record DestinationStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its kind; empty if it was removed.</summary>
    public required string Kind { get; init; }

    /// <summary><c>ok</c>, <c>failing</c>, <c>paused</c> or <c>broken</c>; <c>removed</c> if it is no longer configured but deliveries still wait for it.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not ok; null if it is.</summary>
    public required string? Reason { get; init; }

    /// <summary>The number of waiting deliveries.</summary>
    public required long Waiting { get; init; }

    /// <summary>When the oldest waiting delivery was created; null if none waits.</summary>
    public required long? OldestAt { get; init; }

    /// <summary>When the last delivery succeeded; null if none did since the start.</summary>
    public required long? DeliveredAt { get; init; }

    /// <summary>The number of successful deliveries since the start.</summary>
    public required long Delivered { get; init; }

    /// <summary>The number of dead letters since the start.</summary>
    public required long Dead { get; init; }

    /// <summary>The number of attempts since the start.</summary>
    public required long Tries { get; init; }
}
