namespace Callgoose.Delivery.Routes;

/// <summary>A destination that does not get an event although a route selects it.</summary>
/// <param name="Destination">Its name.</param>
/// <param name="Reason">The reason.</param>
public sealed record HeldBackDestination(string Destination, string Reason);
