namespace Callgoose.Schema;

/// <summary>A name or alias of an integration, with its location.</summary>
/// <param name="Name">The name.</param>
/// <param name="Location">The location.</param>
public sealed record SchemaName(string Name, SchemaLocation Location);
