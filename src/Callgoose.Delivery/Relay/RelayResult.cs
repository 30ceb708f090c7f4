namespace Callgoose.Delivery.Relay;

/// <summary>The result of one attempt to relay a call.</summary>
/// <param name="Kind">What it means for the queue.</param>
/// <param name="Status">The HTTP status of the answer; null if there was none.</param>
/// <param name="Text">The upstream's message, or why there was no answer; contains nothing secret.</param>
/// <param name="RetryAfter">How long the upstream asks to wait.</param>
internal sealed record RelayResult(RelayResultKind Kind, int? Status, string Text, TimeSpan? RetryAfter = null);
