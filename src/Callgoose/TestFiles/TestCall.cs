namespace Callgoose.TestFiles;

/// <summary>One call of a test.</summary>
/// <param name="From">The source; empty if none.</param>
/// <param name="ContentType">The media type; empty to omit it.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">The body.</param>
/// <param name="After">The time since the previous call.</param>
/// <param name="Expected">The expectations of its verdict.</param>
internal sealed record TestCall(string From, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, TimeSpan After, IReadOnlyList<Expectation> Expected);
