namespace Callgoose.Schema;

/// <summary>An API filter. It has a trigger, a resolve or an acknowledge part, or several of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Urgency">
/// The urgency of its incidents: <c>high</c>, <c>low</c>, <c>P1</c> to <c>P5</c>; with a map, the urgency for values without an entry.
/// </param>
/// <param name="Trigger">The part that creates incidents, or null.</param>
/// <param name="Resolve">The part that resolves them, or null.</param>
public sealed record FilterSchema(string Name, string Urgency, TriggerSchema? Trigger, ResolveSchema? Resolve)
{
    /// <summary>The <see cref="KeySpace"/> of keys that all integrations of a service share.</summary>
    public const string SharedKeySpace = "service";

    /// <summary>The name of the payload's root as the list of <see cref="Each"/>.</summary>
    public const string Root = "$";

    /// <summary>The start of a key in an element that leads to the root of the payload.</summary>
    public const string RootPrefix = "$.";

    /// <summary>The part that acknowledges them, or null.</summary>
    public AcknowledgeSchema? Acknowledge { get; init; }

    /// <summary>The map that determines the urgency, or null if it is always <see cref="Urgency"/>.</summary>
    public UrgencyMapSchema? UrgencyMap { get; init; }

    /// <summary>The space of its incident keys within the integration, <see cref="SharedKeySpace"/>, or null for that of the integration.</summary>
    public string? KeySpace { get; init; }

    /// <summary>
    /// The key of the list whose elements get a result each, <see cref="Root"/> for a root array, or null for one result for the whole
    /// payload.
    /// </summary>
    public string? Each { get; init; }
}
