namespace Callgoose.TestFiles;

/// <summary>What came of one test.</summary>
/// <param name="File">The file.</param>
/// <param name="Test">The test.</param>
/// <param name="Failures">What was not as expected; nothing if it passed.</param>
internal sealed record TestResult(string File, TestCase Test, IReadOnlyList<TestFailure> Failures)
{
    /// <summary>Whether everything was as expected.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>A failure with its place, as compilers write one.</summary>
    public string Line(TestFailure failure) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{File}:{failure.Place.From.Line + 1}:{failure.Place.From.Character + 1}: {failure}");
}
