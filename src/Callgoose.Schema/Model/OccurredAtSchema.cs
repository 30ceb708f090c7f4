namespace Callgoose.Schema;

/// <summary>Where it stands when what a payload reports began, ended and was acknowledged; null where it does not.</summary>
/// <param name="Trigger">When it began.</param>
/// <param name="Resolve">When it ended.</param>
/// <param name="Acknowledge">When it was acknowledged.</param>
public sealed record OccurredAtSchema(ValueSchema? Trigger, ValueSchema? Resolve, ValueSchema? Acknowledge);
