namespace Callgoose.Schema;

/// <summary>The keys that tell when what a payload reports began and ended; null where there is none.</summary>
/// <param name="Trigger">When it began.</param>
/// <param name="Resolve">When it ended.</param>
public sealed record OccurredAtSchema(string? Trigger, string? Resolve);
