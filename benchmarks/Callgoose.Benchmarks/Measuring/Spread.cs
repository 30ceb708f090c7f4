using System.Globalization;

namespace Callgoose.Benchmarks.Measuring;

/// <summary>What several rounds gave.</summary>
/// <param name="Median">The one in the middle.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Of the values of rounds.</summary>
    public static Spread Of(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[sorted.Length / 2], sorted[0], sorted[^1]);
    }

    /// <summary>As it stands in tables: <c>1.02 (0.97..1.10)</c>.</summary>
    public string ToText(string format) => string.Create(
        CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Least.ToString(format, CultureInfo.InvariantCulture)}..{Most.ToString(format, CultureInfo.InvariantCulture)})");
}
