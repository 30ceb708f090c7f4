using System.Globalization;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>One of simdjson's two ways to read.</summary>
/// <param name="name">Its name in tables.</param>
/// <param name="mode">Its name for the program.</param>
/// <param name="program">The program, which both ways share.</param>
internal sealed class SimdjsonContender(string name, string mode, SimdjsonProgram program) : Contender(name)
{
    /// <inheritdoc/>
    public override Verdict? Show(int index)
    {
        string[] fields = program.Ask("show", mode, index);
        return fields[0] != "1" ? null : new Verdict(
            fields[1] == "1",
            fields[2] == "1",
            NullIfEmpty(fields[3]),
            NullIfEmpty(fields[4]),
            NullIfEmpty(fields[5]),
            NullIfEmpty(fields[6]));
    }

    /// <inheritdoc/>
    public override double Time(int passes) => double.Parse(program.Ask("time", mode, passes)[0], CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text.Replace("\\n", "\n", StringComparison.Ordinal);
}
