using System.Globalization;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Something that is wrong with what people write: a configuration, a schema file or a test file.</summary>
/// <param name="Place">The file, with line and column where they are known, or the environment variable.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
internal sealed record InputProblem(string Place, SchemaRule Rule, string Message)
{
    /// <summary>The rule that a file is there and can be read.</summary>
    public static readonly SchemaRule Unreadable = new("CG4012", "The file can be read");

    /// <summary>A problem in a file; its line and column are counted from 1.</summary>
    public static InputProblem InFile(string path, SchemaProblem problem)
    {
        LinePosition from = problem.Location.From;
        return new(string.Create(CultureInfo.InvariantCulture, $"{path}:{from.Line + 1}:{from.Character + 1}"), problem.Rule, problem.Message);
    }

    /// <summary>The problem on one line as compilers write one, which editors can jump to, without characters that a terminal would obey.</summary>
    public override string ToString() => TerminalText.Line($"{Place}: {(Rule.IsWarning ? "warning" : "error")} {Rule.Id}: {Message}");
}
