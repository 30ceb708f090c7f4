using Callgoose.Incidents;

namespace Callgoose.Storage.Deliveries;

/// <summary>Selects deliveries.</summary>
public sealed record DeliveryQuery
{
    /// <summary>The state; null for any.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>The destination; null for any.</summary>
    public string? Destination { get; init; }

    /// <summary>The incident; null for any.</summary>
    public TimeOrderedId? Incident { get; init; }

    /// <summary>The id of the delivery; null for any.</summary>
    public string? Id { get; init; }

    /// <summary>The environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>The services; null for all.</summary>
    public IReadOnlyCollection<string>? Services { get; init; }

    /// <summary>Only deliveries with a smaller number.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>The maximum number of deliveries.</summary>
    public int Limit { get; init; } = 50;
}
