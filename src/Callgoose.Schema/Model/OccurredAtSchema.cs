namespace Callgoose.Schema;

/// <summary>The times at which the problem began, ended and was acknowledged; null where there is none.</summary>
/// <param name="Trigger">When it began.</param>
/// <param name="Resolve">When it ended.</param>
/// <param name="Acknowledge">When it was acknowledged.</param>
public sealed record OccurredAtSchema(ValueSchema? Trigger, ValueSchema? Resolve, ValueSchema? Acknowledge);
