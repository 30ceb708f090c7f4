using System.Collections.Immutable;
using System.Net;

namespace Callgoose.Delivery.Configuration;

/// <summary>The relay settings of the configuration: calls are sent on to another server.</summary>
public sealed record RelaySettings
{
    /// <summary>The default for the maximum size of the queue, in bytes: a GiB.</summary>
    public const long DefaultMaxBytes = 1024L * 1024 * 1024;

    /// <summary>The default for the maximum age of a waiting call. When it is reached, new calls are refused.</summary>
    public static TimeSpan DefaultMaxAge { get; } = TimeSpan.FromDays(30);

    /// <summary>The upstream's address, without a trailing slash.</summary>
    public required string To { get; init; }

    /// <summary>The token of kind relay from the upstream.</summary>
    public required SettingReference Token { get; init; }

    /// <summary>Whether this server also opens incidents itself.</summary>
    public bool IsMirror { get; init; }

    /// <summary>The maximum size of the queue, in bytes.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>The maximum age of a waiting call. When it is reached, new calls are refused.</summary>
    public TimeSpan MaxAge { get; init; } = DefaultMaxAge;

    /// <summary>The private networks in which the upstream may be: those of delivery.</summary>
    public ImmutableArray<IPNetwork> AllowNetworks { get; init; } = [];

    /// <summary>The HTTP proxy for connections: that of delivery.</summary>
    public SettingReference? Proxy { get; init; }

    /// <summary>Whether two settings are equal, including their networks.</summary>
    public static bool AreSame(RelaySettings? one, RelaySettings? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.AllowNetworks.SequenceEqual(other.AllowNetworks) && one with { AllowNetworks = [] } == other with { AllowNetworks = [] };
}
