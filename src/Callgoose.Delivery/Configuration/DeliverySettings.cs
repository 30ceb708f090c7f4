using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Routes;

namespace Callgoose.Delivery.Configuration;

/// <summary>The delivery settings of the configuration.</summary>
public sealed record DeliverySettings
{
    /// <summary>Settings without any destination.</summary>
    public static DeliverySettings None { get; } = new();

    /// <summary>The destinations.</summary>
    public ImmutableArray<DestinationSettings> Destinations { get; init; } = [];

    /// <summary>The routes, in order; without any, every event goes to every destination.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>The private networks that messages may be sent to.</summary>
    public ImmutableArray<IPNetwork> AllowNetworks { get; init; } = [];

    /// <summary>The HTTP proxy for all connections; null for none. A proxy looks up addresses itself and is then trusted with that.</summary>
    public SettingReference? Proxy { get; init; }

    /// <summary>The server's address as people reach it, without a trailing slash; empty if messages contain no link.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>Creates the table that decides where events go.</summary>
    /// <param name="teamOf">Returns the team of a service, or null.</param>
    public RouteTable MakeRoutes(Func<string, string?> teamOf) =>
        new(Routes, [.. Destinations.Select(static destination => destination.Name)], teamOf)
        {
            HeldBack = (name, incident) => Destinations.FirstOrDefault(one => one.Name == name) is DestinationSettings found ? Callgoose.Delivery.Routes.HeldBack.ReasonOf(found.Kind, name, incident) : null,
        };

    /// <summary>Whether there are destinations.</summary>
    public bool IsOn => !Destinations.IsEmpty;
}
