namespace Callgoose.Storage.Overview;

/// <summary>A request for an overview.</summary>
public sealed record OverviewQuery
{
    /// <summary>Only incidents of this environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Only incidents of these services; null for all.</summary>
    public IReadOnlyCollection<string>? Services { get; init; }

    /// <summary>The beginning, in Unix milliseconds (UTC). The report counts whole hours or days of the time zone, so it begins a little earlier.</summary>
    public required long Since { get; init; }

    /// <summary>The time zone in which days and nights are counted.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
