using System.Diagnostics;

namespace Callgoose.Storage.Statistics;

/// <summary>How often values fell between fixed bounds, and their sum. Adding allocates nothing and may be done on any thread.</summary>
public sealed class Histogram
{
    private readonly double unit;
    private readonly long[] limits;

    /// <summary>One number for each bound, one for what is above the last, and the sum.</summary>
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

    /// <summary>Makes one for lengths of time, which are added in ticks of <see cref="Stopwatch"/>.</summary>
    /// <param name="bounds">In seconds.</param>
    public static Histogram OfSeconds(params double[] bounds) => new(bounds, 1.0 / Stopwatch.Frequency);

    /// <summary>Makes one for counts.</summary>
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

    /// <summary>How many values fell into a bucket: up to the bound of this number and above the one before; the last is for those above every bound.</summary>
    public long Count(int bucket) => counters[bucket];
}
