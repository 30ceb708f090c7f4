using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Overview;

/// <summary>
/// How often incident keys opened incidents. A tool that gives each incident its own key would let the table grow without end. So when it
/// is full, it forgets the quarter of the keys that opened the fewest incidents, the oldest of these first: noisy keys stay.
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

    /// <summary>Removes the hours before a given one.</summary>
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
