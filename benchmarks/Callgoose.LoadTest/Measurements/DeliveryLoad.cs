namespace Callgoose.LoadTest.Measurements;

/// <summary>What webhooks see and cost while events are delivered, or none are.</summary>
internal sealed record DeliveryLoad
{
    /// <summary>Webhooks per second, closed loop.</summary>
    public required double PerSecond { get; init; }

    /// <summary>Processor time of the server for each, in microseconds.</summary>
    public required double Microseconds { get; init; }

    /// <summary>As much of it as the thread takes that keeps what is to be delivered: it is not on the way of a webhook.</summary>
    public required double DispatcherMicroseconds { get; init; }

    /// <summary>As much of it as the threads take that commit.</summary>
    public required double CommitMicroseconds { get; init; }

    /// <summary>The middle latency at the constant rate, in milliseconds.</summary>
    public required double P50 { get; init; }

    /// <summary>Of a hundred webhooks at the constant rate one took longer, in milliseconds.</summary>
    public required double P99 { get; init; }

    /// <summary>Processor time on the way of a webhook, in microseconds.</summary>
    public double RequestMicroseconds => Microseconds - DispatcherMicroseconds;
}
