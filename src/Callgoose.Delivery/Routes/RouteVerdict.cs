namespace Callgoose.Delivery.Routes;

/// <summary>What a route makes of an event.</summary>
/// <param name="Route">Its name.</param>
/// <param name="Fires">Whether it takes the event.</param>
/// <param name="Reason">Why not; null if it does.</param>
/// <param name="To">Its destinations, but for those that do not get the event.</param>
public sealed record RouteVerdict(string Route, bool Fires, string? Reason, IReadOnlyList<string> To)
{
    /// <summary>The destinations of a route that takes the event which do not get it.</summary>
    public IReadOnlyList<HeldBackDestination> NotTo { get; init; } = [];
}
