namespace Callgoose.Delivery.Sending;

/// <summary>What came of a try.</summary>
/// <param name="Verdict">What the answer means.</param>
/// <param name="Status">Its status; null if there was none.</param>
/// <param name="Answer">Its first KiB, or why there was none; secrets are masked.</param>
public sealed record SendResult(SendVerdict Verdict, int? Status, string Answer)
{
    /// <summary>How long the receiver wants to be left alone; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the tool calls the message; null if it does not say or the kind does not keep it.</summary>
    public string? Thread { get; init; }
}
