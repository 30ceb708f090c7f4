using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>
/// How often incident keys opened incidents. A tool that gives each incident a key of its own would fill it without an end, so once it is
/// full, the quarter that opened least is forgotten, the oldest of these first: what is noisy stays.
/// </summary>
internal sealed class KeyTable
{
    private const int MaxKeys = 20_000;
    private const int MaxCells = 200_000;

    private readonly Dictionary<(int Scope, string Key), KeyCount> keys = [];
    private int cells;

    /// <summary>All keys.</summary>
    public IEnumerable<KeyCount> All => keys.Values;

    /// <summary>Counts an incident that opened with a key.</summary>
    public void Add(int scope, int hour, IncidentSummary incident, long at)
    {
        string key = incident.IncidentKey!;
        if (!keys.TryGetValue((scope, key), out KeyCount? count))
        {
            count = keys[(scope, key)] = new KeyCount(scope, key);
        }

        cells -= count.Cells;
        count.Add(hour, incident, at);
        cells += count.Cells;
        if (keys.Count > MaxKeys || cells > MaxCells)
        {
            RemoveRare();
        }
    }

    /// <summary>Forgets what was before an hour.</summary>
    public void RemoveBefore(int hour)
    {
        foreach (KeyCount count in keys.Values)
        {
            count.RemoveBefore(hour);
        }

        Remove(keys.Values.Where(static count => count.Total == 0));
    }

    private void RemoveRare() => Remove(keys.Values.OrderBy(static count => count.Total).ThenBy(static count => count.Newest.At).Take(Math.Max(1, keys.Count / 4)));

    private void Remove(IEnumerable<KeyCount> what)
    {
        foreach (KeyCount count in what.ToArray())
        {
            keys.Remove((count.Scope, count.Key));
        }

        cells = keys.Values.Sum(static count => count.Cells);
    }
}
