namespace Callgoose.LoadTest.Measurements;

/// <summary>The performance and cost of delivery, in one round.</summary>
internal sealed record DeliveryRound
{
    /// <summary>Webhooks without a destination.</summary>
    public required DeliveryLoad Without { get; init; }

    /// <summary>Webhooks while ten thousand events, and each new one, wait for a dead receiver.</summary>
    public required DeliveryLoad Dead { get; init; }

    /// <summary>Messages per second once the receiver is back and ten thousand events wait.</summary>
    public required double DrainPerSecond { get; init; }

    /// <summary>Processor time of the server for each of them, in microseconds.</summary>
    public required double DrainMicroseconds { get; init; }

    /// <summary>Incidents per second from the first webhook to the last message, and processor time of the server for each, in and out.</summary>
    public required (double PerSecond, double Microseconds) Through { get; init; }

    /// <summary>The same for Alertmanager; null if it is not installed.</summary>
    public required (double PerSecond, double Microseconds)? RivalThrough { get; init; }

    /// <summary>Incidents that were acknowledged, could not be delivered, and were not delivered after kill -9 and another start either.</summary>
    public required int Lost { get; init; }

    /// <summary>The same for Alertmanager; null if it is not installed.</summary>
    public required int? RivalLost { get; init; }
}
