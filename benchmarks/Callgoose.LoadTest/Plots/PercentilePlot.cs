using System.Globalization;

namespace Callgoose.LoadTest.Plots;

/// <summary>Latency by percentile; each step to the right is ten times as rare.</summary>
internal static class PercentilePlot
{
    private const int Width = 760;
    private const int Height = 420;
    private const int Left = 64;
    private const int Right = 728;
    private const int Top = 72;
    private const int Bottom = 376;

    /// <summary>Beyond it a run has too few answers for a percentile.</summary>
    private const double Rarest = 99.99;

    private static readonly double[] Marks = [0, 50, 90, 99, 99.9, Rarest];
    private static readonly string[] Colours = ["#0969da", "#8250df", "#bc4c00", "#1f2328"];

    /// <summary>Draws it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="percentiles">The percentiles that each curve has a value for.</param>
    /// <param name="curves">Milliseconds; the last curve is the control.</param>
    public static void Draw(
        string path, string title, IReadOnlyList<double> percentiles, IReadOnlyList<(string Name, IReadOnlyList<double> Milliseconds)> curves)
    {
        int[] shown = [.. Enumerable.Range(0, percentiles.Count).Where(i => percentiles[i] <= Rarest)];
        var svg = new SvgDocument(Width, Height);
        var scale = LogScale.Around([.. curves.SelectMany(c => shown.Select(i => c.Milliseconds[i]))], Bottom, Top);
        svg.Text(12, 24, title, isBold: true);
        foreach (double decade in scale.Decades)
        {
            svg.Line(Left, scale.At(decade), Right, scale.At(decade), SvgDocument.Faint);
            svg.Text(
                Left - 8, scale.At(decade) + 4, decade.ToString("0.###", CultureInfo.InvariantCulture) + " ms", "end", SvgDocument.Muted);
        }

        foreach (double mark in Marks)
        {
            svg.Line(XOf(mark), Top, XOf(mark), Bottom, SvgDocument.Faint);
            svg.Text(XOf(mark), Bottom + 18, "p" + mark.ToString(CultureInfo.InvariantCulture), "middle", SvgDocument.Muted);
        }

        for (int i = 0; i < curves.Count; i++)
        {
            (string name, IReadOnlyList<double> milliseconds) = curves[i];
            string colour = Colours[Math.Min(i, Colours.Length - 1)];
            bool isControl = i == curves.Count - 1;
            svg.Curve(shown.Select(p => (XOf(percentiles[p]), scale.At(milliseconds[p]))), colour, isControl);
            double legend = 12 + (i * 186);
            svg.Line(legend, 46, legend + 22, 46, colour, 3);
            svg.Text(legend + 28, 50, name, isBold: i == 0);
        }

        svg.Save(path);
    }

    private static double XOf(double percentile) =>
        Left + ((Right - Left) * Math.Log10(100 / (100 - percentile)) / Math.Log10(100 / (100 - Rarest)));
}
