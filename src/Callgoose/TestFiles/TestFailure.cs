using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>Something that is not as a test expects it.</summary>
/// <param name="Subject">The call or incident.</param>
/// <param name="Name">What of it.</param>
/// <param name="Expected">What the test expects.</param>
/// <param name="Found">What was found.</param>
/// <param name="Place">Where the expectation stands.</param>
internal sealed record TestFailure(string Subject, string Name, string Expected, string Found, SchemaLocation Place)
{
    /// <summary>The number of the first character that differs, from 1.</summary>
    public int FirstDifference => 1 + Expected.Zip(Found).TakeWhile(static pair => pair.First == pair.Second).Count();

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Subject}: {Name} is \"{Found}\", the test expects \"{Expected}\" (they differ from character {FirstDifference} on)";
}
