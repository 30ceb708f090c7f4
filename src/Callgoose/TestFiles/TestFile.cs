using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>A test file after reading.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Schemas">The schema files that it names, relative to the working directory; empty for the built-in ones.</param>
/// <param name="Tests">Its tests. Must not be run if there are problems.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record TestFile(string Path, IReadOnlyList<string> Schemas, IReadOnlyList<TestCase> Tests, IReadOnlyList<SchemaProblem> Problems)
{
    /// <summary>How the name of a test file ends.</summary>
    public const string Ending = ".callgoose-test.json";
}
