namespace Callgoose.Schema;

/// <summary>One API filter. It has a trigger, a resolve, an acknowledge, or several of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Urgency">What it gives to incidents: <c>high</c>, <c>low</c>, <c>P1</c> to <c>P5</c>; with a map, what no entry of it decides.</param>
/// <param name="Trigger">The part that creates incidents, or null.</param>
/// <param name="Resolve">The part that resolves them, or null.</param>
public sealed record FilterSchema(string Name, string Urgency, TriggerSchema? Trigger, ResolveSchema? Resolve)
{
    /// <summary>The <see cref="KeySpace"/> of keys that all integrations of a service share.</summary>
    public const string SharedKeySpace = "service";

    /// <summary>What stands for the root of the payload as the list of <see cref="Each"/>.</summary>
    public const string Root = "$";

    /// <summary>What leads from an element to the root of the payload at the start of a key.</summary>
    public const string RootPrefix = "$.";

    /// <summary>The part that acknowledges them, or null.</summary>
    public AcknowledgeSchema? Acknowledge { get; init; }

    /// <summary>What decides the urgency, or null if it is always <see cref="Urgency"/>.</summary>
    public UrgencyMapSchema? UrgencyMap { get; init; }

    /// <summary>The space of its incident keys within the integration, <see cref="SharedKeySpace"/>, or null for that of the integration.</summary>
    public string? KeySpace { get; init; }

    /// <summary>The key of the list for each of whose elements it gives a verdict, <see cref="Root"/> for a root array, or null for one on the whole payload.</summary>
    public string? Each { get; init; }
}
