using System.Globalization;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>A problem in a file that people write: a configuration, a schema file or a test file.</summary>
/// <param name="Place">The file, with line and column if known, or the environment variable.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
internal sealed record InputProblem(string Place, SchemaRule Rule, string Message)
{
    /// <summary>The rule that a file must exist and be readable.</summary>
    public static readonly SchemaRule Unreadable = new("CG4012", "The file can be read");

    /// <summary>Creates a problem in a file; its line and column count from 1.</summary>
    public static InputProblem InFile(string path, SchemaProblem problem)
    {
        LinePosition from = problem.Location.From;
        return new(string.Create(CultureInfo.InvariantCulture, $"{path}:{from.Line + 1}:{from.Character + 1}"), problem.Rule, problem.Message);
    }

    /// <summary>The problem on one line in the format of compilers, so that editors can jump to it, without characters that control a terminal.</summary>
    public override string ToString() => TerminalText.Line($"{Place}: {(Rule.IsWarning ? "warning" : "error")} {Rule.Id}: {Message}");
}
