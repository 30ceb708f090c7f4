using Callgoose.Incidents;

namespace Callgoose.Storage.Reading;

/// <summary>
/// Which incidents to list. What is null does not matter. What no index of the store knows (what is resolved, source, search and time) may be looked
/// for among the newest of the rest, <see cref="MostLookedAt"/> at a time: the page says where to go on, and may be empty.
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

    /// <summary>Only from this source, compared as it stands.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Only with this text in the title or the incident key, case ignored, or as the id or the end of it (<see cref="MatchesId"/>).
    /// </summary>
    public string? Search { get; init; }

    /// <summary>Only triggered at this time or later, in Unix milliseconds (UTC).</summary>
    public long? Since { get; init; }

    /// <summary>Only triggered before this time, in Unix milliseconds (UTC).</summary>
    public long? Until { get; init; }

    /// <summary>Only of high urgency (high, P1, P2, P3), or only of low urgency.</summary>
    public bool? IsHigh { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many incidents are looked at for a page at most, where no index knows what is asked for. No less than <see cref="Limit"/>.</summary>
    public int MostLookedAt { get; init; } = 20_000;

    /// <summary>Only those before this one: <see cref="IncidentPage.NextCursor"/> of the page before.</summary>
    public long? BeforeSequence { get; init; }

    /// <summary>Whether more is asked for than an index of the store knows.</summary>
    public bool IsNarrow => Source is not null || Since is not null || Until is not null || IsHigh is not null || Search is not null;

    /// <summary>Tells whether an incident is as those conditions say that no index knows.</summary>
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

    /// <summary>Tells whether a text names an id: all of it, or so much of its end that it is no accident. The beginning of ids is their time, which many share.</summary>
    public static bool MatchesId(TimeOrderedId id, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= MinShortId and <= TimeOrderedId.TextLength && id.ToString().EndsWith(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>How many digits of an id are enough to name it.</summary>
    public const int MinShortId = 6;

    private static bool IsFound(IncidentSummary incident, string text) =>
        incident.Title.Contains(text, StringComparison.OrdinalIgnoreCase)
        || incident.IncidentKey?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || MatchesId(incident.Id, text);
}
