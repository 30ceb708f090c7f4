using Callgoose.Incidents;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>
/// The data of overviews: counts by hour for the last <see cref="Kept"/>, never the incidents themselves. Its size is bounded, whatever is
/// stored and whatever senders name: when there are too many cells, the oldest hours are removed. Not thread-safe.
/// </summary>
public sealed class OverviewCounts
{
    /// <summary>The time range of the counts.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(92);

    private const long HourLength = 3_600_000;

    /// <summary>The maximum number of pairs of environment and service: the number depends only on tokens and the configuration.</summary>
    private const int MaxScopes = 1000;

    /// <summary>The maximum number of sources, which senders name freely. Further ones are counted as one.</summary>
    private const int MaxSources = 1000;

    /// <summary>The maximum number of cells, about fifty bytes each.</summary>
    private const int MaxCells = 1_000_000;

    private readonly SortedDictionary<int, OverviewHour> hours = [];
    private readonly Dictionary<(string Environment, string Service), int> scopeNumbers = [];
    private readonly Dictionary<string, int> sourceNumbers = new() { [string.Empty] = 0 };
    private readonly List<(string Environment, string Service)> scopes = [];
    private readonly List<string> sources = [string.Empty];
    private int cells;

    /// <summary>The hours, oldest first, by number: hours since the beginning of 1970.</summary>
    internal IReadOnlyDictionary<int, OverviewHour> Hours => hours;

    /// <summary>The names of the scopes, by their numbers.</summary>
    internal IReadOnlyList<(string Environment, string Service)> Scopes => scopes;

    /// <summary>The names of the sources, by their numbers; the empty name stands for calls without <c>from</c>.</summary>
    internal IReadOnlyList<string> Sources => sources;

    /// <summary>The incident keys.</summary>
    internal KeyTable Keys { get; } = new();

    /// <summary>The newest incidents.</summary>
    internal NewestByHour Newest { get; } = new();

    /// <summary>The first hour that is kept if older ones were removed for lack of room; otherwise 0.</summary>
    internal int FirstHour { get; private set; }

    /// <summary>The number of the hour of a time.</summary>
    /// <param name="at">The time, in Unix milliseconds (UTC).</param>
    internal static int HourOf(long at) => (int)(at / HourLength);

    /// <summary>The time at which an hour begins, in Unix milliseconds (UTC).</summary>
    internal static long TimeOf(int hour) => hour * HourLength;

    /// <summary>Counts an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC). Incidents that opened too long before it are not counted.</param>
    public void Add(in OverviewEvent happened, long now)
    {
        IncidentSummary incident = happened.Incident;
        int number = HourOf(happened.At);
        if (happened.OpenedAt < now - (long)Kept.TotalMilliseconds || number < FirstHour || ScopeOf(incident) is not int scope)
        {
            return;
        }

        if (!hours.TryGetValue(number, out OverviewHour? hour))
        {
            hour = hours[number] = new OverviewHour();
            RemoveBefore(HourOf(now - (long)Kept.TotalMilliseconds));
        }

        cells -= hour.Cells;
        if (happened.Kind == TransitionKind.Triggered)
        {
            hour.AddOpened(scope, SourceOf(incident), IncidentQuery.CountsAsHigh(incident.Urgency));
            Newest.Add(scope, number, OverviewIncident.Of(incident, happened.At));
            if (incident.IncidentKey is not null)
            {
                Keys.Add(scope, number, incident, happened.At);
            }
        }
        else
        {
            hour.AddDuration(scope, happened.Kind == TransitionKind.Resolved, Math.Max(0, happened.At - happened.OpenedAt));
        }

        cells += hour.Cells;
        while (cells > MaxCells && hours.Count > 1)
        {
            FirstHour = hours.Keys.First() + 1;
            RemoveBefore(FirstHour);
        }
    }

    private void RemoveBefore(int first)
    {
        if (hours.Keys.First() >= first)
        {
            return;
        }

        foreach (int old in hours.Keys.TakeWhile(hour => hour < first).ToArray())
        {
            cells -= hours[old].Cells;
            hours.Remove(old);
        }

        Keys.RemoveBefore(first);
    }

    private int? ScopeOf(IncidentSummary incident)
    {
        (string, string) name = (incident.Environment, incident.Service);
        if (scopeNumbers.TryGetValue(name, out int number))
        {
            return number;
        }

        if (scopes.Count == MaxScopes)
        {
            return null;
        }

        scopes.Add(name);
        return scopeNumbers[name] = scopes.Count - 1;
    }

    private int SourceOf(IncidentSummary incident)
    {
        string name = incident.Source ?? string.Empty;
        if (sourceNumbers.TryGetValue(name, out int number))
        {
            return number;
        }

        if (sources.Count < MaxSources)
        {
            sources.Add(name);
            return sourceNumbers[name] = sources.Count - 1;
        }

        return SourceOf(incident with { Source = null });
    }
}
