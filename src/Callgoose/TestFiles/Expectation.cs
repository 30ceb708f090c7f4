using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>One expectation of a test.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Text">The expected value as text.</param>
/// <param name="Place">Its location in the file.</param>
internal sealed record Expectation(string Name, string Text, SchemaLocation Place);
