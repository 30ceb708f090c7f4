using System.Text.Json;
using Callgoose.Catalog;

namespace Callgoose.Cli;

/// <summary>What <c>callgoose check</c> found, by file and place.</summary>
/// <param name="files">How many files were checked.</param>
/// <param name="problems">What is wrong.</param>
/// <param name="hiddenProblems">How many further problems there are.</param>
/// <param name="warnings">What is probably not meant.</param>
/// <param name="hiddenWarnings">How many further warnings there are.</param>
internal sealed class CheckReport(
    int files, IReadOnlyList<InputProblem> problems, int hiddenProblems, IReadOnlyList<InputProblem> warnings, int hiddenWarnings)
{
    /// <summary>How many of each are told.</summary>
    private const int MostTold = 100;

    /// <summary>How many problems there are.</summary>
    public int ProblemCount => problems.Count + hiddenProblems;

    /// <summary>How many warnings there are.</summary>
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

    /// <summary>Prints a line for each.</summary>
    public void Print(TextWriter output)
    {
        Print(output, problems, ProblemCount, "problems");
        Print(output, warnings, WarningCount, "warnings");
    }

    /// <summary>Writes all of it as members of the object that is open.</summary>
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
