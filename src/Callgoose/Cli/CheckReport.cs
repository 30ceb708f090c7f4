using System.Text.Json;
using Callgoose.Catalog;

namespace Callgoose.Cli;

/// <summary>The result of <c>callgoose check</c>, by file and location.</summary>
/// <param name="files">The number of checked files.</param>
/// <param name="problems">The errors.</param>
/// <param name="hiddenProblems">The number of further errors.</param>
/// <param name="warnings">Probable mistakes.</param>
/// <param name="hiddenWarnings">The number of further warnings.</param>
internal sealed class CheckReport(
    int files, IReadOnlyList<InputProblem> problems, int hiddenProblems, IReadOnlyList<InputProblem> warnings, int hiddenWarnings)
{
    /// <summary>The maximum number of errors, and of warnings, to print.</summary>
    private const int MostTold = 100;

    /// <summary>The number of errors.</summary>
    public int ProblemCount => problems.Count + hiddenProblems;

    /// <summary>The number of warnings.</summary>
    public int WarningCount => warnings.Count + hiddenWarnings;

    /// <summary>The counts in a line.</summary>
    public string Summary
    {
        get
        {
            string warned = WarningCount == 0 ? string.Empty : $", {Counted(WarningCount, "warning")}";
            return $"{Counted(files, "file")} checked, {Counted(ProblemCount, "problem")}{warned}.";
        }
    }

    /// <summary>Prints a line for each error and warning.</summary>
    public void Print(TextWriter output)
    {
        Print(output, problems, ProblemCount, "problems");
        Print(output, warnings, WarningCount, "warnings");
    }

    /// <summary>Writes the report as members of the currently open object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("files"u8, files);
        Write(json, "problems"u8, problems);
        json.WriteNumber("moreProblems"u8, Math.Max(0, ProblemCount - MostTold));
        Write(json, "warnings"u8, warnings);
        json.WriteNumber("moreWarnings"u8, Math.Max(0, WarningCount - MostTold));
    }

    private static void Print(TextWriter output, IReadOnlyList<InputProblem> found, int count, string what)
    {
        foreach (InputProblem problem in found.Take(MostTold))
        {
            output.WriteLine(problem);
        }

        if (count > MostTold)
        {
            output.WriteLine($"{count - MostTold} more {what} are not shown; correct the first ones, and check again.");
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<InputProblem> found)
    {
        json.WriteStartArray(name);
        foreach (InputProblem problem in found.Take(MostTold))
        {
            json.WriteStartObject();
            json.WriteString("place"u8, problem.Place);
            json.WriteString("rule"u8, problem.Rule.Id);
            json.WriteString("message"u8, problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? string.Empty : "s")}";
}
