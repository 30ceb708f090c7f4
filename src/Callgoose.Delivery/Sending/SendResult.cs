namespace Callgoose.Delivery.Sending;

/// <summary>The result of an attempt.</summary>
/// <param name="Verdict">What the answer means.</param>
/// <param name="Status">The status of the answer; null if there was none.</param>
/// <param name="Answer">The first KiB of the answer, or why there was none; secrets are masked.</param>
public sealed record SendResult(SendVerdict Verdict, int? Status, string Answer)
{
    /// <summary>How long the receiver asks to wait; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The tool's own id of the message; null if the tool does not say or the kind does not keep it.</summary>
    public string? Thread { get; init; }
}
