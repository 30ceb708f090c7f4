namespace Callgoose.TestFiles;

/// <summary>One call of a test.</summary>
/// <param name="From">The source; empty if none.</param>
/// <param name="ContentType">The media type; empty to leave it out.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">The body.</param>
/// <param name="After">How long after the call before it.</param>
/// <param name="Expected">What is expected of its verdict.</param>
internal sealed record TestCall(string From, string ContentType, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, TimeSpan After, IReadOnlyList<Expectation> Expected);
