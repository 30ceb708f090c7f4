namespace Callgoose.Storage.Overview;

/// <summary>Adds up the cells of a series.</summary>
internal sealed class SeriesSum(int periods)
{
    private readonly int[] counts = new int[periods];
    private readonly DurationBuckets acknowledged = new();
    private readonly DurationBuckets resolved = new();
    private int high;
    private int night;

    /// <summary>How many incidents opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Adds the incidents that opened in an hour.</summary>
    public void Add(int period, bool isNight, OpenedCell cell)
    {
        counts[period] += cell.Opened;
        Opened += cell.Opened;
        high += cell.High;
        night += isNight ? cell.Opened : 0;
    }

    /// <summary>Adds durations.</summary>
    public void Add(bool isResolve, byte bucket, DurationCell cell) => (isResolve ? resolved : acknowledged).Add(bucket, cell);

    /// <summary>Returns the series.</summary>
    public OverviewSeries ToSeries(string name) => new(name, Opened, high, night, counts, ToDuration(acknowledged), ToDuration(resolved));

    private static OverviewDuration ToDuration(DurationBuckets buckets) => new(buckets.Total, buckets.Percentile(50), buckets.Percentile(95));
}
