namespace Callgoose.Delivery.Relay;

/// <summary>What came of one try to relay a call.</summary>
/// <param name="Kind">What it means for the line.</param>
/// <param name="Status">The status of the answer; null if there was none.</param>
/// <param name="Text">What the upstream said, or why there was no answer; nothing secret.</param>
/// <param name="RetryAfter">How long the upstream asks to wait.</param>
internal sealed record RelayResult(RelayResultKind Kind, int? Status, string Text, TimeSpan? RetryAfter = null);
