namespace Callgoose.TestFiles;

/// <summary>The result of one test.</summary>
/// <param name="File">The file.</param>
/// <param name="Test">The test.</param>
/// <param name="Failures">The unmet expectations; empty if the test passed.</param>
internal sealed record TestResult(string File, TestCase Test, IReadOnlyList<TestFailure> Failures)
{
    /// <summary>Whether everything was as expected.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>Formats a failure with its location, in the format of compilers.</summary>
    public string Line(TestFailure failure) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{File}:{failure.Place.From.Line + 1}:{failure.Place.From.Character + 1}: {failure}");
}
