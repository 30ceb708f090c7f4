using System.Collections.Immutable;
using System.Net;

namespace Callgoose.Delivery.Configuration;

/// <summary>What the configuration says of relaying: that calls go on to another server.</summary>
public sealed record RelaySettings
{
    /// <summary>How many bytes wait at most unless told otherwise: a GiB.</summary>
    public const long DefaultMaxBytes = 1024L * 1024 * 1024;

    /// <summary>How long a call waits at most unless told otherwise, before those that follow are refused.</summary>
    public static TimeSpan DefaultMaxAge { get; } = TimeSpan.FromDays(30);

    /// <summary>The upstream's address, without a slash at the end.</summary>
    public required string To { get; init; }

    /// <summary>The token of kind relay that the upstream gave.</summary>
    public required SettingReference Token { get; init; }

    /// <summary>Whether this server opens incidents itself, too.</summary>
    public bool IsMirror { get; init; }

    /// <summary>How many bytes wait at most.</summary>
    public long MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>How long a call waits at most, before those that follow are refused.</summary>
    public TimeSpan MaxAge { get; init; } = DefaultMaxAge;

    /// <summary>The private networks that the upstream may be in: those of delivery.</summary>
    public ImmutableArray<IPNetwork> AllowNetworks { get; init; } = [];

    /// <summary>The HTTP proxy that connections go through: that of delivery.</summary>
    public SettingReference? Proxy { get; init; }

    /// <summary>Tells whether two are the same, networks included.</summary>
    public static bool AreSame(RelaySettings? one, RelaySettings? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.AllowNetworks.SequenceEqual(other.AllowNetworks) && one with { AllowNetworks = [] } == other with { AllowNetworks = [] };
}
