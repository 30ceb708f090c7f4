namespace Callgoose.Storage.Overview;

/// <summary>Creates a report from the counts. The cost depends on the number of hours with cells in the time range, not on the amount of stored data.</summary>
internal sealed class OverviewSummary
{
    private const int HoursOfADay = 24;

    /// <summary>The longest time range that is shown by hours; longer ones are shown by days.</summary>
    private const int MostHours = 48;

    private readonly OverviewCounts counts;
    private readonly OverviewQuery query;
    private readonly long now;
    private readonly int firstHour;
    private readonly bool isByHour;
    private readonly List<long> periods = [];
    private readonly HashSet<int> scopes;
    private readonly int[] hoursOfDay = new int[HoursOfADay];
    private readonly Dictionary<string, SeriesSum> services = [];
    private readonly Dictionary<string, SeriesSum> sources = [];

    private OverviewSummary(OverviewCounts counts, OverviewQuery query, long now)
    {
        this.counts = counts;
        this.query = query;
        this.now = now;
        long oldest = Math.Max(OverviewCounts.TimeOf(counts.FirstHour), now - (long)OverviewCounts.Kept.TotalMilliseconds);
        long since = Math.Clamp(query.Since, oldest, now);
        int hours = OverviewCounts.HourOf(now) - OverviewCounts.HourOf(since);
        isByHour = hours <= MostHours;
        if (isByHour)
        {
            firstHour = OverviewCounts.HourOf(since);
            periods.AddRange(Enumerable.Range(firstHour, hours + 1).Select(OverviewCounts.TimeOf));
        }
        else
        {
            AddDays(since);
            firstHour = OverviewCounts.HourOf(periods[0]);
        }

        scopes = [.. Enumerable.Range(0, counts.Scopes.Count).Where(IsWanted)];
    }

    /// <summary>Creates the report.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="query">The request.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <param name="isBuilding">True if counting is incomplete.</param>
    public static OverviewReport Make(OverviewCounts counts, OverviewQuery query, long now, bool isBuilding) => new OverviewSummary(counts, query, now).Make(isBuilding);

    private OverviewReport Make(bool isBuilding)
    {
        var total = new SeriesSum(periods.Count);
        foreach ((int number, OverviewHour hour) in counts.Hours)
        {
            if (number >= firstHour)
            {
                Add(number, hour, total);
            }
        }

        return new OverviewReport
        {
            IsBuilding = isBuilding,
            Since = periods[0],
            Until = now,
            IsByHour = isByHour,
            Periods = periods,
            Total = total.ToSeries(string.Empty),
            Services = Most(services, OverviewReport.MaxServices),
            Sources = Most(sources, OverviewReport.MaxSources),
            Hours = hoursOfDay,
            Keys = Noisiest(),
            NightIncidents = AtNight(),
        };
    }

    private void Add(int number, OverviewHour hour, SeriesSum total)
    {
        int ofDay = Local(OverviewCounts.TimeOf(number)).Hour;
        bool isNight = OverviewReport.IsNight(ofDay);
        int period = PeriodOf(OverviewCounts.TimeOf(number));
        foreach (((int scope, int source), OpenedCell cell) in hour.Opened)
        {
            if (scopes.Contains(scope))
            {
                total.Add(period, isNight, cell);
                Sum(services, counts.Scopes[scope].Service).Add(period, isNight, cell);
                Sum(sources, counts.Sources[source]).Add(period, isNight, cell);
                hoursOfDay[ofDay] += cell.Opened;
            }
        }

        foreach (((int scope, bool isResolve, byte bucket), DurationCell cell) in hour.Durations)
        {
            if (scopes.Contains(scope))
            {
                total.Add(isResolve, bucket, cell);
                Sum(services, counts.Scopes[scope].Service).Add(isResolve, bucket, cell);
            }
        }
    }

    private bool IsWanted(int scope)
    {
        (string environment, string service) = counts.Scopes[scope];
        return (query.Environment is null || query.Environment == environment) && query.Services?.Contains(service) != false;
    }

    /// <summary>Adds the local days, from the day of a time on. A day may have 23 or 25 hours.</summary>
    private void AddDays(long since)
    {
        DateTime today = Local(now).DateTime.Date;
        for (DateTime day = Local(since).DateTime.Date; day <= today; day = day.AddDays(1))
        {
            // Where clocks are put forward at midnight, the day begins at the next hour that exists.
            DateTime begin = day;
            while (query.Zone.IsInvalidTime(begin))
            {
                begin = begin.AddMinutes(30);
            }

            periods.Add(new DateTimeOffset(begin, query.Zone.GetUtcOffset(begin)).ToUnixTimeMilliseconds());
        }
    }

    private int PeriodOf(long at)
    {
        int found = periods.BinarySearch(at);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    private DateTimeOffset Local(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), query.Zone);

    private SeriesSum Sum(Dictionary<string, SeriesSum> of, string name) =>
        of.TryGetValue(name, out SeriesSum? sum) ? sum : of[name] = new SeriesSum(periods.Count);

    private static IReadOnlyList<OverviewSeries> Most(Dictionary<string, SeriesSum> of, int most) =>
        [.. of.OrderByDescending(static one => one.Value.Opened).ThenBy(static one => one.Key, StringComparer.Ordinal).Take(most).Select(static one => one.Value.ToSeries(one.Key))];

    /// <summary>Returns the keys that opened more than one incident.</summary>
    private IReadOnlyList<OverviewKey> Noisiest() =>
    [
        .. counts.Keys.All.Where(key => scopes.Contains(key.Scope))
            .Select(key => new OverviewKey(key.Key, key.Since(firstHour), key.Newest))
            .Where(static key => key.Opened > 1)
            .OrderByDescending(static key => key.Opened).ThenByDescending(static key => key.Newest.At)
            .Take(OverviewReport.MaxKeys),
    ];

    private IReadOnlyList<OverviewIncident> AtNight() =>
    [
        .. scopes.SelectMany(counts.Newest.Of)
            .Where(incident => incident.At >= periods[0] && OverviewReport.IsNight(Local(incident.At).Hour))
            .OrderByDescending(static incident => incident.At)
            .Take(OverviewReport.MaxNightIncidents),
    ];
}
