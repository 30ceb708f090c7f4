namespace Callgoose.Delivery.Routes;

/// <summary>What a route decides about an event.</summary>
/// <param name="Route">Its name.</param>
/// <param name="Fires">Whether it matches the event.</param>
/// <param name="Reason">Why not; null if it matches.</param>
/// <param name="To">Its destinations, except those that do not get the event.</param>
public sealed record RouteVerdict(string Route, bool Fires, string? Reason, IReadOnlyList<string> To)
{
    /// <summary>The destinations of a matching route that do not get the event.</summary>
    public IReadOnlyList<HeldBackDestination> NotTo { get; init; } = [];
}
