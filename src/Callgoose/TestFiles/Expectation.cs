using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>One thing that a test expects.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Text">What is expected, as text.</param>
/// <param name="Place">Where it stands in the file.</param>
internal sealed record Expectation(string Name, string Text, SchemaLocation Place);
