namespace Callgoose.Catalog;

/// <summary>A path stands for no schema file; the message says which, and what was looked for.</summary>
/// <param name="message">What is wrong and what to write.</param>
internal sealed class SchemaFilesNotFoundException(string message) : IOException(message);
