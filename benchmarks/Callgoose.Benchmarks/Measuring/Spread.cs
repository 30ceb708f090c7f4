using System.Globalization;

namespace Callgoose.Benchmarks.Measuring;

/// <summary>The results of several rounds.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Least">The lowest.</param>
/// <param name="Most">The highest.</param>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Sums up the values of several rounds.</summary>
    public static Spread Of(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }

    /// <summary>The form in tables: <c>1.02 (0.97..1.10)</c>.</summary>
    public string ToText(string format) => string.Create(
        CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}..{Most.ToString(format, CultureInfo.InvariantCulture)})");
}
