using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>How often an incident key opened an incident, by hour.</summary>
internal sealed class KeyCount(int scope, string key)
{
    private readonly Dictionary<int, int> hours = [];

    /// <summary>The scope that it belongs to.</summary>
    public int Scope => scope;

    /// <summary>The incident key.</summary>
    public string Key => key;

    /// <summary>What it opened last.</summary>
    public OverviewIncident Newest { get; private set; } = null!;

    /// <summary>How often, in all hours that are kept.</summary>
    public int Total { get; private set; }

    /// <summary>How many hours that is.</summary>
    public int Cells => hours.Count;

    /// <summary>Counts one.</summary>
    public void Add(int hour, IncidentSummary incident, long at)
    {
        hours[hour] = hours.GetValueOrDefault(hour) + 1;
        Total++;
        if (Newest is null || at >= Newest.At)
        {
            Newest = OverviewIncident.Of(incident, at);
        }
    }

    /// <summary>How often from an hour on.</summary>
    public int Since(int hour) => hours.Sum(cell => cell.Key >= hour ? cell.Value : 0);

    /// <summary>Forgets what was before an hour.</summary>
    public void RemoveBefore(int hour)
    {
        foreach (int old in hours.Keys.Where(one => one < hour).ToArray())
        {
            hours.Remove(old, out int count);
            Total -= count;
        }
    }
}
