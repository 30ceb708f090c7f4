using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>How often an incident key opened an incident, by hour.</summary>
internal sealed class KeyCount(int scope, string key)
{
    private readonly Dictionary<int, int> hours = [];

    /// <summary>The scope of the key.</summary>
    public int Scope => scope;

    /// <summary>The incident key.</summary>
    public string Key => key;

    /// <summary>The newest incident that the key opened.</summary>
    public OverviewIncident Newest { get; private set; } = null!;

    /// <summary>The count over all kept hours.</summary>
    public int Total { get; private set; }

    /// <summary>The number of kept hours.</summary>
    public int Cells => hours.Count;

    /// <summary>Counts an incident.</summary>
    public void Add(int hour, IncidentSummary incident, long at)
    {
        hours[hour] = hours.GetValueOrDefault(hour) + 1;
        Total++;
        if (Newest is null || at >= Newest.At)
        {
            Newest = OverviewIncident.Of(incident, at);
        }
    }

    /// <summary>The count from an hour on.</summary>
    public int Since(int hour) => hours.Sum(cell => cell.Key >= hour ? cell.Value : 0);

    /// <summary>Removes the hours before a given one.</summary>
    public void RemoveBefore(int hour)
    {
        foreach (int old in hours.Keys.Where(one => one < hour).ToArray())
        {
            hours.Remove(old, out int count);
            Total -= count;
        }
    }
}
