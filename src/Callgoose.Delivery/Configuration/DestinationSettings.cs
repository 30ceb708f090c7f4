using System.Collections.Immutable;
using Callgoose.Destinations;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Configuration;

/// <summary>A destination of the configuration.</summary>
public sealed record DestinationSettings
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its line in the configuration file, from 1; 0 if it is not there.</summary>
    public int Line { get; init; }

    /// <summary>Its kind.</summary>
    public required DestinationKind Kind { get; init; }

    /// <summary>The values of its settings, in the order of the kind; null where the default applies.</summary>
    public required ImmutableArray<SettingReference?> Values { get; init; }

    /// <summary>The secrets that sign its messages; several during a change of secrets.</summary>
    public ImmutableArray<SettingReference> Secrets { get; init; } = [];

    /// <summary>The maximum rate of messages to it.</summary>
    public RateLimit Rate { get; init; } = RateLimit.Off;

    /// <summary>The name of the fallback: the destination for urgent events that could not be delivered here for a minute; null for none.</summary>
    public string? Fallback { get; init; }

    /// <summary>The proxy for its messages, without which nothing is sent; null for none.</summary>
    public SettingReference? Proxy { get; init; }
}
