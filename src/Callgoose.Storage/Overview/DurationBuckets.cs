namespace Callgoose.Storage.Overview;

/// <summary>
/// A histogram of durations, with eight buckets for each doubling, so that its size does not depend on the number of values. A bucket also
/// knows the mean of its values: a single value is exact, any other is at most nine percent off.
/// </summary>
internal sealed class DurationBuckets
{
    /// <summary>The number of buckets. The last one takes every duration from about half a year on.</summary>
    public const int Count = 224;

    private const int PerDoubling = 8;

    private readonly int[] counts = new int[Count];
    private readonly long[] sums = new long[Count];

    /// <summary>The number of durations.</summary>
    public int Total { get; private set; }

    /// <summary>The bucket of a duration in milliseconds. The first bucket takes all below 64.</summary>
    public static byte Of(long milliseconds)
    {
        long units = Math.Max(milliseconds, 1) >> 6;
        return units < 1 ? (byte)0 : (byte)Math.Min(Count - 1, 1 + (int)(PerDoubling * Math.Log2(units)));
    }

    /// <summary>Adds the content of a bucket.</summary>
    public void Add(byte bucket, DurationCell cell)
    {
        counts[bucket] += cell.Count;
        sums[bucket] += cell.Sum;
        Total += cell.Count;
    }

    /// <summary>The duration that the given percentage of values do not exceed, in milliseconds; null if there are no values.</summary>
    public long? Percentile(int percent)
    {
        if (Total == 0)
        {
            return null;
        }

        int rank = Math.Max(1, (int)Math.Ceiling(Total * (percent / 100.0)));
        int bucket = 0;
        for (int seen = counts[0]; seen < rank; seen += counts[bucket])
        {
            bucket++;
        }

        return sums[bucket] / counts[bucket];
    }
}
