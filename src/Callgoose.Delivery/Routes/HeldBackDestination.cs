namespace Callgoose.Delivery.Routes;

/// <summary>A destination of a route that does not get an event, although the route takes it.</summary>
/// <param name="Destination">Its name.</param>
/// <param name="Reason">Why not.</param>
public sealed record HeldBackDestination(string Destination, string Reason);
