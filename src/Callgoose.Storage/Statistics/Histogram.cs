using System.Diagnostics;

namespace Callgoose.Storage.Statistics;

/// <summary>A histogram with fixed bounds, and the sum of its values. Adding allocates nothing and is allowed on any thread.</summary>
public sealed class Histogram
{
    private readonly double unit;
    private readonly long[] limits;

    /// <summary>One number for each bound, one for values above the last bound, and the sum.</summary>
    private readonly StripedCounters counters;

    private Histogram(double[] bounds, double unit)
    {
        this.unit = unit;
        Bounds = bounds;
        limits = [.. bounds.Select(bound => (long)Math.Round(bound / unit))];
        counters = new StripedCounters(bounds.Length + 2);
    }

    /// <summary>The upper bounds, inclusive and in ascending order, in seconds or as counts.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>The sum of all values, in seconds or as a count.</summary>
    public double Sum => counters[limits.Length + 1] * unit;

    /// <summary>Creates a histogram of durations, which are added in ticks of <see cref="Stopwatch"/>.</summary>
    /// <param name="bounds">The bounds in seconds.</param>
    public static Histogram OfSeconds(params double[] bounds) => new(bounds, 1.0 / Stopwatch.Frequency);

    /// <summary>Creates a histogram of counts.</summary>
    public static Histogram OfCounts(params double[] bounds) => new(bounds, 1);

    /// <summary>Adds a value.</summary>
    public void Add(long value)
    {
        int bucket = 0;
        while (bucket < limits.Length && value > limits[bucket])
        {
            bucket++;
        }

        counters.Increment(bucket);
        counters.Add(limits.Length + 1, value);
    }

    /// <summary>
    /// The number of values in a bucket: those up to the bound with this index and above the previous one. The last bucket is for values
    /// above every bound.
    /// </summary>
    public long Count(int bucket) => counters[bucket];
}
