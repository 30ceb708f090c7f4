using System.Globalization;
using Callgoose.Schema;

namespace Callgoose.Schemas;

/// <summary>Something that is wrong with a schema file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Problem">What is wrong and where.</param>
internal sealed record SchemaFileProblem(string Path, SchemaProblem Problem)
{
    /// <summary>The problem as compilers write one, which editors can jump to: line and column count from 1.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}:{Problem.Location.From.Line + 1}:{Problem.Location.From.Character + 1}: error {Problem.Rule.Id}: {Problem.Message}");
}
