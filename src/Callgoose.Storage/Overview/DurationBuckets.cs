namespace Callgoose.Storage.Overview;

/// <summary>
/// Lengths of time in buckets, eight for each doubling, so that many of them take no more room than few. A bucket knows the mean of what is
/// in it: a single value comes back exactly, any other at most nine percent off.
/// </summary>
internal sealed class DurationBuckets
{
    /// <summary>How many buckets there are: the last one has everything from about half a year on.</summary>
    public const int Count = 224;

    private const int PerDoubling = 8;

    private readonly int[] counts = new int[Count];
    private readonly long[] sums = new long[Count];

    /// <summary>How many lengths it has.</summary>
    public int Total { get; private set; }

    /// <summary>The bucket of a length in milliseconds; the first one has all below 64.</summary>
    public static byte Of(long milliseconds)
    {
        long units = Math.Max(milliseconds, 1) >> 6;
        return units < 1 ? (byte)0 : (byte)Math.Min(Count - 1, 1 + (int)(PerDoubling * Math.Log2(units)));
    }

    /// <summary>Adds what a bucket has.</summary>
    public void Add(byte bucket, DurationCell cell)
    {
        counts[bucket] += cell.Count;
        sums[bucket] += cell.Sum;
        Total += cell.Count;
    }

    /// <summary>The length that so many percent do not exceed, in milliseconds; null if there are none.</summary>
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
