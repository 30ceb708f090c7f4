namespace Callgoose.Storage.Overview;

/// <summary>
/// The newest incidents for each hour of the day (UTC) and scope. So the newest incidents of the night are known however many follow by
/// day, in any time zone.
/// </summary>
internal sealed class NewestByHour
{
    /// <summary>The number of incidents kept for each hour of the day and scope.</summary>
    public const int Kept = 8;

    private readonly Dictionary<(int Scope, int HourOfDay), List<OverviewIncident>> newest = [];

    /// <summary>All incidents of a scope.</summary>
    public IEnumerable<OverviewIncident> Of(int scope) =>
        Enumerable.Range(0, 24).SelectMany(hour => newest.TryGetValue((scope, hour), out List<OverviewIncident>? of) ? of : []);

    /// <summary>Adds an incident.</summary>
    public void Add(int scope, int hour, OverviewIncident incident)
    {
        (int, int) key = (scope, hour % 24);
        if (!newest.TryGetValue(key, out List<OverviewIncident>? of))
        {
            of = newest[key] = new List<OverviewIncident>(Kept);
        }

        of.Add(incident);
        if (of.Count > Kept)
        {
            of.Remove(of.MinBy(static one => one.At)!);
        }
    }
}
