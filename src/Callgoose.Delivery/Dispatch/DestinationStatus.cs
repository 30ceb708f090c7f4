namespace Callgoose.Delivery.Dispatch;

/// <summary>How it stands with a destination. Times are Unix milliseconds (UTC).</summary>
public sealed record DestinationStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its kind; empty if it was removed.</summary>
    public required string Kind { get; init; }

    /// <summary><c>ok</c>, <c>failing</c>, <c>paused</c> or <c>broken</c>; <c>removed</c> if it is not configured any more and something waits for it.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not ok; null if it is.</summary>
    public required string? Reason { get; init; }

    /// <summary>How many deliveries wait for it.</summary>
    public required long Waiting { get; init; }

    /// <summary>When the oldest of them was made; null if none waits.</summary>
    public required long? OldestAt { get; init; }

    /// <summary>When something was delivered last; null if nothing was since the start.</summary>
    public required long? DeliveredAt { get; init; }

    /// <summary>How many were delivered since the start.</summary>
    public required long Delivered { get; init; }

    /// <summary>How many were given up since the start.</summary>
    public required long Dead { get; init; }

    /// <summary>How many tries there were since the start.</summary>
    public required long Tries { get; init; }
}
