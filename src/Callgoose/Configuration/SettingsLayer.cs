using System.Collections.Immutable;

namespace Callgoose.Configuration;

/// <summary>The settings that one source gives: the flags, the environment or the file. Null is a setting that it does not give.</summary>
internal sealed record SettingsLayer
{
    /// <inheritdoc cref="ServerSettings.DataFolder"/>
    public string? DataFolder { get; init; }

    /// <inheritdoc cref="ServerSettings.Urls"/>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <inheritdoc cref="ServerSettings.Schemas"/>
    public IReadOnlyList<string>? Schemas { get; init; }

    /// <inheritdoc cref="ServerSettings.MaxBodyBytes"/>
    public int? MaxBodyBytes { get; init; }

    /// <inheritdoc cref="ServerSettings.DuplicateWindow"/>
    public TimeSpan? DuplicateWindow { get; init; }

    /// <inheritdoc cref="ServerSettings.QueueBound"/>
    public int? QueueBound { get; init; }

    /// <inheritdoc cref="ServerSettings.Retention"/>
    public TimeSpan? Retention { get; init; }

    /// <inheritdoc cref="ServerSettings.Metrics"/>
    public MetricsPlace? Metrics { get; init; }

    /// <inheritdoc cref="ServerSettings.Services"/>
    public ImmutableArray<Service>? Services { get; init; }

    /// <summary>Lays this one over another: a list replaces the one below it as a whole.</summary>
    public SettingsLayer Over(SettingsLayer below) => new()
    {
        DataFolder = DataFolder ?? below.DataFolder,
        Urls = Urls ?? below.Urls,
        Schemas = Schemas ?? below.Schemas,
        MaxBodyBytes = MaxBodyBytes ?? below.MaxBodyBytes,
        DuplicateWindow = DuplicateWindow ?? below.DuplicateWindow,
        QueueBound = QueueBound ?? below.QueueBound,
        Retention = Retention ?? below.Retention,
        Metrics = Metrics ?? below.Metrics,
        Services = Services ?? below.Services,
    };

    /// <summary>The settings in effect, with the default where this layer gives none.</summary>
    public ServerSettings OverDefaults()
    {
        var defaults = new ServerSettings();
        return defaults with
        {
            DataFolder = DataFolder ?? defaults.DataFolder,
            Urls = Urls ?? defaults.Urls,
            Schemas = Schemas ?? defaults.Schemas,
            MaxBodyBytes = MaxBodyBytes ?? defaults.MaxBodyBytes,
            DuplicateWindow = DuplicateWindow ?? defaults.DuplicateWindow,
            QueueBound = QueueBound ?? defaults.QueueBound,
            Retention = Retention ?? defaults.Retention,
            Metrics = Metrics ?? defaults.Metrics,
            Services = Services ?? defaults.Services,
        };
    }
}
