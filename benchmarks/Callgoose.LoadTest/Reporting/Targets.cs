namespace Callgoose.LoadTest.Reporting;

/// <summary>The product's targets, next to the measurements.</summary>
internal sealed class Targets
{
    private readonly MarkdownTable table = new("target", "is to be", "measured", "");

    /// <summary>Adds a figure that must not exceed a limit.</summary>
    public Targets AtMost(string what, double limit, double measured, string format, string unit = "") =>
        Add(what, "at most", limit, measured, measured <= limit, format, unit);

    /// <summary>Adds a figure that must not fall below a limit.</summary>
    public Targets AtLeast(string what, double limit, double measured, string format, string unit = "") =>
        Add(what, "at least", limit, measured, measured >= limit, format, unit);

    /// <inheritdoc/>
    public override string ToString() => table.ToString();

    private Targets Add(string what, string relation, double limit, double measured, bool isMet, string format, string unit)
    {
        table.Row(
            what,
            $"{relation} {Texts.Number(limit, "0.##")}{unit}",
            $"{Texts.Number(measured, format)}{unit}",
            isMet ? "met" : "**unmet**");
        return this;
    }
}
