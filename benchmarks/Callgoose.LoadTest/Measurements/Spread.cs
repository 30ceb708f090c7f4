using System.Globalization;

namespace Callgoose.LoadTest.Measurements;

/// <summary>Several measurements of one thing: the median and the range of the others.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Sums up measurements.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>As <c>median (least..most)</c>.</summary>
    /// <param name="format">The format of each number.</param>
    public string ToString(string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Median)} ({Text(Least)}..{Text(Most)})";
    }
}
