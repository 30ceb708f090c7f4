namespace Callgoose.Storage.Overview;

/// <summary>
/// An overview of the incidents of a time range: how many opened, of which kind, when, and how long they took. Times are Unix milliseconds
/// (UTC), durations milliseconds.
/// </summary>
public sealed record OverviewReport
{
    /// <summary>True while stored incidents are still being counted, so that the numbers may grow.</summary>
    public required bool IsBuilding { get; init; }

    /// <summary>The beginning of the first period.</summary>
    public required long Since { get; init; }

    /// <summary>The end of the time range.</summary>
    public required long Until { get; init; }

    /// <summary>True if the periods are hours; otherwise they are days of the time zone.</summary>
    public required bool IsByHour { get; init; }

    /// <summary>When each period begins.</summary>
    public required IReadOnlyList<long> Periods { get; init; }

    /// <summary>All incidents.</summary>
    public required OverviewSeries Total { get; init; }

    /// <summary>The incidents of each service, the one with the most first; at most <see cref="MaxServices"/>.</summary>
    public required IReadOnlyList<OverviewSeries> Services { get; init; }

    /// <summary>The incidents of each source, the one with the most first; at most <see cref="MaxSources"/>.</summary>
    public required IReadOnlyList<OverviewSeries> Sources { get; init; }

    /// <summary>How many incidents opened in each hour of the day, in the time zone.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>The incident keys that opened the most incidents.</summary>
    public required IReadOnlyList<OverviewKey> Keys { get; init; }

    /// <summary>The newest incidents that opened at night.</summary>
    public required IReadOnlyList<OverviewIncident> NightIncidents { get; init; }

    /// <summary>The maximum number of services.</summary>
    public const int MaxServices = 50;

    /// <summary>The maximum number of sources.</summary>
    public const int MaxSources = 20;

    /// <summary>The maximum number of keys.</summary>
    public const int MaxKeys = 20;

    /// <summary>The maximum number of night incidents.</summary>
    public const int MaxNightIncidents = 20;

    /// <summary>The hour at which the night begins.</summary>
    public const int NightBegins = 22;

    /// <summary>The hour at which the night ends.</summary>
    public const int NightEnds = 6;

    /// <summary>Tells whether an hour of the day belongs to the night.</summary>
    public static bool IsNight(int hour) => hour is >= NightBegins or < NightEnds;
}
