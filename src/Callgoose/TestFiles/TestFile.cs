using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>A test file that has been read.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Schemas">The schema files that it names, relative to the working directory; empty for the built-in ones.</param>
/// <param name="Tests">Its tests. Must not be run if there are problems.</param>
/// <param name="Problems">The errors in it.</param>
internal sealed record TestFile(string Path, IReadOnlyList<string> Schemas, IReadOnlyList<TestCase> Tests, IReadOnlyList<SchemaProblem> Problems)
{
    /// <summary>The ending of a test file's name.</summary>
    public const string Ending = ".callgoose-test.json";
}
