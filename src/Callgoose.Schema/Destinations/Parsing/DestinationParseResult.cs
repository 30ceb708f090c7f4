namespace Callgoose.Schema.Destinations;

/// <summary>The result of reading a destination file.</summary>
/// <param name="Schema">The content, or null if there are problems.</param>
/// <param name="Name">The name and its location; null if there is none.</param>
/// <param name="Problems">The problems.</param>
public sealed record DestinationParseResult(DestinationSchema? Schema, SchemaName? Name, EquatableArray<SchemaProblem> Problems);
