using Callgoose.Storage.Relay;

namespace Callgoose.Delivery.Relay;

/// <summary>The status of relaying.</summary>
/// <param name="To">The upstream's host, without anything secret.</param>
/// <param name="IsMirror">Whether this server also opens incidents itself.</param>
/// <param name="Queue">The state of the queue.</param>
/// <param name="MaxBytes">The maximum size of the queue, in bytes.</param>
/// <param name="MaxAge">The maximum age of the oldest call.</param>
/// <param name="Taken">How many calls the upstream has accepted since the start.</param>
/// <param name="Tries">The number of attempts since the start, successful or not.</param>
/// <param name="Failure">Why the last attempt failed; null if it succeeded.</param>
/// <param name="FailingSince">Since when every attempt has failed, in Unix milliseconds (UTC); null if the last one succeeded.</param>
/// <param name="IsDiskFull">Whether the disk has no room for more calls.</param>
public sealed record RelayStatus(
    string To, bool IsMirror, QueueStatus Queue, long MaxBytes, TimeSpan MaxAge, long Taken, long Tries, string? Failure, long? FailingSince, bool IsDiskFull)
{
    /// <summary>One word: <c>idle</c>, <c>relaying</c>, <c>waiting</c> for the upstream, or <c>full</c>: webhooks are refused.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public string State(long now) =>
        IsFull(now) ? "full"
        : FailingSince is not null ? "waiting"
        : Queue.Waiting > 0 ? "relaying"
        : "idle";

    /// <summary>Returns the fill level from 0 to 1: of the size or of the age limit, whichever is higher.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public double Filled(long now) => Math.Clamp(
        Math.Max(Queue.Bytes / (double)MaxBytes, Queue.OldestAt is long oldest ? (now - oldest) / MaxAge.TotalMilliseconds : 0), 0, 1);

    private bool IsFull(long now) => IsDiskFull || Filled(now) >= 1;
}
