namespace Callgoose.LoadTest.Plots;

/// <summary>Puts values on a logarithmic axis: equal factors have equal distances.</summary>
/// <param name="least">The value at the beginning.</param>
/// <param name="most">The value at the end.</param>
/// <param name="from">The position of the beginning.</param>
/// <param name="to">The position of the end.</param>
internal sealed class LogScale(double least, double most, double from, double to)
{
    /// <summary>An axis from a power of ten to a power of ten around the values.</summary>
    public static LogScale Around(IReadOnlyCollection<double> values, double from, double to) => new(
        Math.Pow(10, Math.Floor(Math.Log10(values.Min()))), Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()))), from, to);

    /// <summary>The powers of ten on the axis.</summary>
    public IEnumerable<double> Decades =>
        Enumerable.Range(0, (int)Math.Round(Math.Log10(most / least)) + 1).Select(i => least * Math.Pow(10, i));

    /// <summary>The position of a value; a value outside is placed at the nearer end.</summary>
    public double At(double value) =>
        from + ((to - from) * Math.Log(Math.Clamp(value, least, most) / least) / Math.Log(most / least));
}
