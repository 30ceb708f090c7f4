using System.Globalization;
using Callgoose.LoadTest.Measurements;

namespace Callgoose.LoadTest.Plots;

/// <summary>A bar for each contender, with its spread, on a logarithmic axis.</summary>
internal static class BarPlot
{
    private const int Width = 760;
    private const int LabelWidth = 130;
    private const int ValueWidth = 190;
    private const int Top = 44;
    private const int RowHeight = 26;
    private const int Bottom = 36;
    private const string ProductColour = "#0969da";
    private const string RivalColour = "#8c959f";

    /// <summary>Draws it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What the bars show, with its unit.</param>
    /// <param name="format">The format of the numbers.</param>
    /// <param name="bars">The product's bar first.</param>
    public static void Draw(string path, string title, string format, IReadOnlyList<(string Name, Spread Value)> bars)
    {
        var svg = new SvgDocument(Width, Top + (RowHeight * bars.Count) + Bottom);
        var scale = LogScale.Around([.. bars.SelectMany(static b => new[] { b.Value.Least, b.Value.Most })], LabelWidth, Width - ValueWidth);
        int bottom = Top + (RowHeight * bars.Count);
        svg.Text(12, 24, title, isBold: true);
        foreach (double decade in scale.Decades)
        {
            svg.Line(scale.At(decade), Top - 6, scale.At(decade), bottom, SvgDocument.Faint);
            svg.Text(scale.At(decade), bottom + 18, decade.ToString("#,0.###", CultureInfo.InvariantCulture), "middle", SvgDocument.Muted);
        }

        for (int i = 0; i < bars.Count; i++)
        {
            (string name, Spread value) = bars[i];
            double middle = Top + (RowHeight * i) + (RowHeight / 2.0) - 3;
            svg.Text(LabelWidth - 8, middle + 4, name, "end", isBold: i == 0);
            svg.Rectangle(LabelWidth, middle - 8, scale.At(value.Median) - LabelWidth, 16, i == 0 ? ProductColour : RivalColour);
            svg.Line(scale.At(value.Least), middle, scale.At(value.Most), middle, SvgDocument.Ink, 1.5);
            svg.Line(scale.At(value.Least), middle - 4, scale.At(value.Least), middle + 4, SvgDocument.Ink, 1.5);
            svg.Line(scale.At(value.Most), middle - 4, scale.At(value.Most), middle + 4, SvgDocument.Ink, 1.5);
            svg.Text(Width - ValueWidth + 12, middle + 4, value.ToString(format), isBold: i == 0);
        }

        svg.Save(path);
    }
}
