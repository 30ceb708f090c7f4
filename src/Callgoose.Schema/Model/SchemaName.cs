namespace Callgoose.Schema;

/// <summary>A name or alias of an integration and where it stands.</summary>
/// <param name="Name">The name.</param>
/// <param name="Location">The place.</param>
public sealed record SchemaName(string Name, SchemaLocation Location);
