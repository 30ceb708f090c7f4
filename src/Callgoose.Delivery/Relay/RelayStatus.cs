using Callgoose.Storage.Relay;

namespace Callgoose.Delivery.Relay;

/// <summary>How it stands with relaying.</summary>
/// <param name="To">The upstream's host, without anything secret.</param>
/// <param name="IsMirror">Whether this server opens incidents itself, too.</param>
/// <param name="Queue">What waits.</param>
/// <param name="MaxBytes">How many bytes may wait.</param>
/// <param name="MaxAge">How long the oldest may wait.</param>
/// <param name="Taken">How many the upstream has taken since the start.</param>
/// <param name="Tries">How many were sent since the start, taken or not.</param>
/// <param name="Failure">Why the last try failed; null if it did not.</param>
/// <param name="FailingSince">Since when every try has failed, in Unix milliseconds (UTC); null if the last one did not.</param>
/// <param name="IsDiskFull">Whether the disk of the line has no room for more.</param>
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

    /// <summary>How much of the bounds is used, from 0 to 1: of the bytes or of the age, whichever is more.</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    public double Filled(long now) => Math.Clamp(
        Math.Max(Queue.Bytes / (double)MaxBytes, Queue.OldestAt is long oldest ? (now - oldest) / MaxAge.TotalMilliseconds : 0), 0, 1);

    private bool IsFull(long now) => IsDiskFull || Filled(now) >= 1;
}
