namespace Callgoose.LoadTest.Measurements;

/// <summary>The performance and cost of webhooks, with and without deliveries.</summary>
internal sealed record DeliveryLoad
{
    /// <summary>Webhooks per second, closed loop.</summary>
    public required double PerSecond { get; init; }

    /// <summary>Processor time of the server for each, in microseconds.</summary>
    public required double Microseconds { get; init; }

    /// <summary>The part of it that the dispatcher's thread takes, which stores deliveries: it is not on the path of a webhook.</summary>
    public required double DispatcherMicroseconds { get; init; }

    /// <summary>The part of it that the threads that commit take.</summary>
    public required double CommitMicroseconds { get; init; }

    /// <summary>The median latency at the constant rate, in milliseconds.</summary>
    public required double P50 { get; init; }

    /// <summary>The 99th percentile of the latency at the constant rate, in milliseconds.</summary>
    public required double P99 { get; init; }

    /// <summary>Processor time on the path of a webhook, in microseconds.</summary>
    public double RequestMicroseconds => Microseconds - DispatcherMicroseconds;
}
