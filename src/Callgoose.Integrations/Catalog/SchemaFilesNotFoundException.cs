namespace Callgoose.Catalog;

/// <summary>A path has no schema files; the message says which path, and which files were looked for.</summary>
/// <param name="message">What is wrong and what to write.</param>
internal sealed class SchemaFilesNotFoundException(string message) : IOException(message);
