using System.Collections.Immutable;
using System.Net;
using Callgoose.Delivery.Configuration;
using Callgoose.Services;
using Callgoose.Storage.Tokens;

namespace Callgoose.Configuration;

/// <summary>The settings of one source: the flags, the environment or the file. Null means that the source does not set it.</summary>
internal sealed record SettingsLayer
{
    /// <inheritdoc cref="ServerSettings.DataFolder"/>
    public string? DataFolder { get; init; }

    /// <inheritdoc cref="ServerSettings.Store"/>
    public SettingReference? Store { get; init; }

    /// <inheritdoc cref="ServerSettings.Urls"/>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <inheritdoc cref="ServerSettings.Schemas"/>
    public IReadOnlyList<string>? Schemas { get; init; }

    /// <inheritdoc cref="ServerSettings.TlsCertificate"/>
    public string? TlsCertificate { get; init; }

    /// <inheritdoc cref="ServerSettings.TlsKey"/>
    public string? TlsKey { get; init; }

    /// <inheritdoc cref="ServerSettings.BehindProxy"/>
    public IReadOnlyList<IPNetwork>? BehindProxy { get; init; }

    /// <summary>The limits that this layer sets, by name. Each overrides the layer below separately.</summary>
    public ImmutableDictionary<string, long>? Limits { get; init; }

    /// <inheritdoc cref="ServerLimits.TokenRate"/>
    public RateLimit? TokenRate { get; init; }

    /// <inheritdoc cref="ServerSettings.DuplicateWindow"/>
    public TimeSpan? DuplicateWindow { get; init; }

    /// <inheritdoc cref="ServerSettings.Retention"/>
    public TimeSpan? Retention { get; init; }

    /// <inheritdoc cref="ServerSettings.Metrics"/>
    public MetricsPlace? Metrics { get; init; }

    /// <inheritdoc cref="ServerSettings.Services"/>
    public ImmutableArray<Service>? Services { get; init; }

    /// <inheritdoc cref="ServerSettings.Delivery"/>
    public DeliverySettings? Delivery { get; init; }

    /// <inheritdoc cref="ServerSettings.Relay"/>
    public RelaySettings? Relay { get; init; }

    /// <summary>Merges this layer over another. A list replaces the lower one as a whole.</summary>
    public SettingsLayer Over(SettingsLayer below) => new()
    {
        DataFolder = DataFolder ?? below.DataFolder,
        Store = Store ?? below.Store,
        Urls = Urls ?? below.Urls,
        Schemas = Schemas ?? below.Schemas,
        TlsCertificate = TlsCertificate ?? below.TlsCertificate,
        TlsKey = TlsKey ?? below.TlsKey,
        BehindProxy = BehindProxy ?? below.BehindProxy,
        Limits = Limits is null || below.Limits is null ? Limits ?? below.Limits : below.Limits.SetItems(Limits),
        TokenRate = TokenRate ?? below.TokenRate,
        DuplicateWindow = DuplicateWindow ?? below.DuplicateWindow,
        Retention = Retention ?? below.Retention,
        Metrics = Metrics ?? below.Metrics,
        Services = Services ?? below.Services,
        Delivery = Delivery ?? below.Delivery,
        Relay = Relay ?? below.Relay,
    };

    /// <summary>Returns the effective settings, with defaults for everything that this layer does not set.</summary>
    public ServerSettings OverDefaults()
    {
        var defaults = new ServerSettings();
        return defaults with
        {
            DataFolder = DataFolder ?? defaults.DataFolder,
            Store = Store,
            Urls = Urls ?? defaults.Urls,
            Schemas = Schemas ?? defaults.Schemas,
            TlsCertificate = TlsCertificate,
            TlsKey = TlsKey,
            BehindProxy = BehindProxy ?? defaults.BehindProxy,
            Limits = LimitsOver(defaults.Limits),
            DuplicateWindow = DuplicateWindow ?? defaults.DuplicateWindow,
            Retention = Retention ?? defaults.Retention,
            Metrics = Metrics ?? defaults.Metrics,
            Services = Services ?? defaults.Services,
            Delivery = Delivery ?? defaults.Delivery,
            Relay = Relay is null ? null : Relay with { AllowNetworks = Delivery?.AllowNetworks ?? [], Proxy = Delivery?.Proxy },
        };
    }

    private ServerLimits LimitsOver(ServerLimits defaults)
    {
        ServerLimits limits = defaults with { TokenRate = TokenRate ?? defaults.TokenRate };
        foreach (LimitSetting limit in LimitSetting.All)
        {
            if (Limits?.TryGetValue(limit.Name, out long value) == true)
            {
                limits = limit.With(limits, value);
            }
        }

        return limits;
    }
}
