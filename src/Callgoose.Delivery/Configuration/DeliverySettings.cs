using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Routes;

namespace Callgoose.Delivery.Configuration;

/// <summary>What the configuration says about delivery.</summary>
public sealed record DeliverySettings
{
    /// <summary>Nothing is delivered.</summary>
    public static DeliverySettings None { get; } = new();

    /// <summary>The destinations.</summary>
    public ImmutableArray<DestinationSettings> Destinations { get; init; } = [];

    /// <summary>The routes, in order; without any, every event goes to every destination.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>The private networks that messages may be sent to.</summary>
    public ImmutableArray<IPNetwork> AllowNetworks { get; init; } = [];

    /// <summary>The HTTP proxy that connections go through; null for none. It is then what is trusted with addresses.</summary>
    public SettingReference? Proxy { get; init; }

    /// <summary>The server's address as people reach it, without a slash at the end; empty if messages have no link.</summary>
    public string Link { get; init; } = string.Empty;

    /// <summary>Makes what decides where an event goes.</summary>
    /// <param name="teamOf">Gives the team of a service, or null.</param>
    public RouteTable MakeRoutes(Func<string, string?> teamOf) =>
        new(Routes, [.. Destinations.Select(static destination => destination.Name)], teamOf)
        {
            HeldBack = (name, incident) => Destinations.FirstOrDefault(one => one.Name == name) is DestinationSettings found ? Callgoose.Delivery.Routes.HeldBack.ReasonOf(found.Kind, name, incident) : null,
        };

    /// <summary>Whether there is anything to do.</summary>
    public bool IsOn => !Destinations.IsEmpty;
}
