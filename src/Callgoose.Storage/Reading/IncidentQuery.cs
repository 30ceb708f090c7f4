using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>
/// Selects incidents. A property that is null does not restrict the list. Conditions that no index of the store covers (resolved incidents,
/// source, search and time) may be checked on the newest of the incidents that match the rest, <see cref="MostLookedAt"/> at a time. A page
/// then says where to continue, and may be empty.
/// </summary>
public sealed record IncidentQuery
{
    /// <summary>Only in this state.</summary>
    public IncidentStateFilter? State { get; init; }

    /// <summary>Only of this environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Only of this service.</summary>
    public string? Service { get; init; }

    /// <summary>Only of one of these services.</summary>
    public IReadOnlyCollection<string>? Services { get; init; }

    /// <summary>Only from this source, compared exactly.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Only incidents that have this text in the title or the incident key, ignoring case, or whose id is this text or ends with it
    /// (<see cref="MatchesId"/>).
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Only triggered at this time or later, in Unix milliseconds (UTC).</summary>
    public long? Since { get; init; }

    /// <summary>Only triggered before this time, in Unix milliseconds (UTC).</summary>
    public long? Until { get; init; }

    /// <summary>Only of high urgency (high, P1, P2, P3), or only of low urgency.</summary>
    public bool? IsHigh { get; init; }

    /// <summary>The maximum number of incidents.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The maximum number of incidents to check for a page where no index covers the conditions. No less than <see cref="Limit"/>.</summary>
    public int MostLookedAt { get; init; } = 10_000;

    /// <summary>Only incidents before this one: <see cref="IncidentPage.NextCursor"/> of the previous page.</summary>
    public long? BeforeSequence { get; init; }

    /// <summary>True if the query has conditions that no index of the store covers.</summary>
    public bool IsNarrow => Source is not null || Since is not null || Until is not null || IsHigh is not null || Search is not null;

    /// <summary>Tells whether an incident meets the conditions that no index covers.</summary>
    public bool Wants(IncidentSummary incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return (Since is not long since || incident.TriggeredAt >= since)
            && (Until is not long until || incident.TriggeredAt < until)
            && (IsHigh is not bool isHigh || CountsAsHigh(incident.Urgency) == isHigh)
            && (Source is null || incident.Source == Source)
            && (Search is null || IsFound(incident, Search));
    }

    /// <summary>Tells whether an urgency counts as high.</summary>
    public static bool CountsAsHigh(Urgency urgency) => urgency is Urgency.High or Urgency.P1 or Urgency.P2 or Urgency.P3;

    /// <summary>
    /// Tells whether a text identifies an id: the whole id, or enough of its end that a match is no accident. The beginning of an id is its
    /// time, which many ids share.
    /// </summary>
    public static bool MatchesId(TimeOrderedId id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= MinShortId and <= TimeOrderedId.TextLength && id.ToString().EndsWith(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How many digits of an id are enough to identify it.</summary>
    public const int MinShortId = 6;

    private static bool IsFound(IncidentSummary incident, string text) =>
        incident.Title.Contains(text, StringComparison.OrdinalIgnoreCase)
        || incident.IncidentKey?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || MatchesId(incident.Id, text);
}
