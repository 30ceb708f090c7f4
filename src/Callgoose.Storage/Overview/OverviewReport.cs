namespace Callgoose.Storage.Overview;

/// <summary>Incidents of a time: how many opened, of what, when, and how long they took. Times are Unix milliseconds (UTC), lengths milliseconds.</summary>
public sealed record OverviewReport
{
    /// <summary>Whether what is stored is still being counted, so that there may be more.</summary>
    public required bool IsBuilding { get; init; }

    /// <summary>From when on it counts: the beginning of the first period.</summary>
    public required long Since { get; init; }

    /// <summary>Up to when.</summary>
    public required long Until { get; init; }

    /// <summary>Whether periods are hours; else days of the time zone.</summary>
    public required bool IsByHour { get; init; }

    /// <summary>When each period begins.</summary>
    public required IReadOnlyList<long> Periods { get; init; }

    /// <summary>All incidents.</summary>
    public required OverviewSeries Total { get; init; }

    /// <summary>Those of each service, the one with the most first; at most <see cref="MaxServices"/>.</summary>
    public required IReadOnlyList<OverviewSeries> Services { get; init; }

    /// <summary>Those of each source, likewise; at most <see cref="MaxSources"/>.</summary>
    public required IReadOnlyList<OverviewSeries> Sources { get; init; }

    /// <summary>How many opened in each hour of the day, in the time zone.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>The incident keys that opened the most.</summary>
    public required IReadOnlyList<OverviewKey> Keys { get; init; }

    /// <summary>The newest incidents that opened at night.</summary>
    public required IReadOnlyList<OverviewIncident> NightIncidents { get; init; }

    /// <summary>How many services are named.</summary>
    public const int MaxServices = 50;

    /// <summary>How many sources are named.</summary>
    public const int MaxSources = 20;

    /// <summary>How many keys are named.</summary>
    public const int MaxKeys = 20;

    /// <summary>How many incidents of the night are named.</summary>
    public const int MaxNightIncidents = 20;

    /// <summary>The hour at which a night begins.</summary>
    public const int NightBegins = 22;

    /// <summary>The hour at which it ends.</summary>
    public const int NightEnds = 6;

    /// <summary>Tells whether an hour of the day is of the night.</summary>
    public static bool IsNight(int hour) => hour is >= NightBegins or < NightEnds;
}
