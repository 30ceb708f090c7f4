namespace Callgoose.Schema;

/// <summary>One API filter. It has a trigger, a resolve, or both.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Urgency">What it gives to incidents: <c>high</c>, <c>low</c>, <c>P1</c> to <c>P5</c>.</param>
/// <param name="Trigger">The part that creates incidents, or null.</param>
/// <param name="Resolve">The part that resolves them, or null.</param>
public sealed record FilterSchema(string Name, string Urgency, TriggerSchema? Trigger, ResolveSchema? Resolve);
