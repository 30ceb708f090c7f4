namespace Callgoose.Schema;

/// <summary>A value with its urgency.</summary>
/// <param name="Text">The value.</param>
/// <param name="Urgency">The urgency: <c>high</c>, <c>low</c>, <c>P1</c> to <c>P5</c>.</param>
public sealed record UrgencyEntry(string Text, string Urgency);
