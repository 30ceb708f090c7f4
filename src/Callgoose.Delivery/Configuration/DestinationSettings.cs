using System.Collections.Immutable;
using Callgoose.Destinations;
using Callgoose.Storage.Tokens;

namespace Callgoose.Delivery.Configuration;

/// <summary>A destination as the configuration has it.</summary>
public sealed record DestinationSettings
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the configuration file, from 1; 0 if it is not there.</summary>
    public int Line { get; init; }

    /// <summary>The kind that it is of.</summary>
    public required DestinationKind Kind { get; init; }

    /// <summary>Its settings, in the order in which the kind has them; null where there is none and the default is taken.</summary>
    public required ImmutableArray<SettingReference?> Values { get; init; }

    /// <summary>The secrets that sign what goes to it; several while they are being changed.</summary>
    public ImmutableArray<SettingReference> Secrets { get; init; } = [];

    /// <summary>How many messages it gets in a length of time.</summary>
    public RateLimit Rate { get; init; } = RateLimit.Off;

    /// <summary>The name of the destination that gets what is urgent and could not be delivered here for a minute; null for none.</summary>
    public string? Fallback { get; init; }

    /// <summary>The proxy that its messages go through, which it cannot do without; null for none.</summary>
    public SettingReference? Proxy { get; init; }
}
