using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>An expectation that was not met.</summary>
/// <param name="Subject">The call or incident.</param>
/// <param name="Name">The property.</param>
/// <param name="Expected">The expected value.</param>
/// <param name="Found">The actual value.</param>
/// <param name="Place">The location of the expectation.</param>
internal sealed record TestFailure(string Subject, string Name, string Expected, string Found, SchemaLocation Place)
{
    /// <summary>The position of the first character that differs, from 1.</summary>
    public int FirstDifference => 1 + Expected.Zip(Found).TakeWhile(static pair => pair.First == pair.Second).Count();

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Subject}: {Name} is \"{Found}\", the test expects \"{Expected}\" (they differ from character {FirstDifference} on)";
}
