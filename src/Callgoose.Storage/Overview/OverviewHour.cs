namespace Callgoose.Storage.Overview;

/// <summary>The counts of one hour (UTC). Scopes and sources are numbers of <see cref="OverviewCounts"/>.</summary>
internal sealed class OverviewHour
{
    private readonly Dictionary<(int Scope, int Source), OpenedCell> opened = [];
    private readonly Dictionary<(int Scope, bool IsResolve, byte Bucket), DurationCell> durations = [];

    /// <summary>How many incidents opened, by scope and source.</summary>
    public IReadOnlyDictionary<(int Scope, int Source), OpenedCell> Opened => opened;

    /// <summary>The durations until incidents were acknowledged or resolved, by scope and bucket.</summary>
    public IReadOnlyDictionary<(int Scope, bool IsResolve, byte Bucket), DurationCell> Durations => durations;

    /// <summary>The number of cells, which determines the memory that the hour takes.</summary>
    public int Cells => opened.Count + durations.Count;

    /// <summary>Counts an incident that opened.</summary>
    public void AddOpened(int scope, int source, bool isHigh)
    {
        opened.TryGetValue((scope, source), out OpenedCell cell);
        opened[(scope, source)] = new OpenedCell(cell.Opened + 1, cell.High + (isHigh ? 1 : 0));
    }

    /// <summary>Counts a duration.</summary>
    public void AddDuration(int scope, bool isResolve, long milliseconds)
    {
        (int, bool, byte) key = (scope, isResolve, DurationBuckets.Of(milliseconds));
        durations.TryGetValue(key, out DurationCell cell);
        durations[key] = cell.With(milliseconds);
    }
}
