using System.Globalization;
using System.Text;

namespace Callgoose.LoadTest.Plots;

/// <summary>The few elements of SVG that the plots are made of.</summary>
internal sealed class SvgDocument(int width, int height)
{
    /// <summary>Text and axes.</summary>
    public const string Ink = "#1f2328";

    /// <summary>What shall not stand out.</summary>
    public const string Faint = "#d0d7de";

    /// <summary>Labels beside the axes.</summary>
    public const string Muted = "#656d76";

    private const double FontSize = 12;
    private readonly StringBuilder body = new();

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1) =>
        Append($"""<line x1="{x1:F1}" y1="{y1:F1}" x2="{x2:F1}" y2="{y2:F1}" stroke="{colour}" stroke-width="{thickness:F1}"/>""");

    /// <summary>Fills a rectangle.</summary>
    public void Rectangle(double x, double y, double rectangleWidth, double rectangleHeight, string colour) =>
        Append($"""<rect x="{x:F1}" y="{y:F1}" width="{rectangleWidth:F1}" height="{rectangleHeight:F1}" fill="{colour}"/>""");

    /// <summary>Draws a curve through points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="isDashed">True for curves that are only for comparison.</param>
    public void Curve(IEnumerable<(double X, double Y)> points, string colour, bool isDashed)
    {
        string path = string.Join(' ', points.Select(static p => string.Create(CultureInfo.InvariantCulture, $"{p.X:F1},{p.Y:F1}")));
        string dashes = isDashed ? """ stroke-dasharray="6 4" """ : "";
        Append($"""<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>""");
    }

    /// <summary>Writes text.</summary>
    /// <param name="x">Its position.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="isBold">True for titles and the product.</param>
    public void Text(double x, double y, string text, string anchor = "start", string colour = Ink, bool isBold = false)
    {
        string escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        string weight = isBold ? """ font-weight="bold" """ : "";
        Append($"""<text x="{x:F1}" y="{y:F1}" text-anchor="{anchor}" fill="{colour}"{weight}>{escaped}</text>""");
    }

    /// <summary>Writes the file, on white, so that it is readable on a dark page too.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="{FontSize}">
            <rect width="{width}" height="{height}" fill="#ffffff"/>
            {body}</svg>

            """));
    }

    private void Append(FormattableString element) => body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
