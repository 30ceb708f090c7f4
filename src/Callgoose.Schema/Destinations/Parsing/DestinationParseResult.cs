namespace Callgoose.Schema.Destinations;

/// <summary>What came of reading a destination file.</summary>
/// <param name="Schema">What it says, or null if something is wrong with it.</param>
/// <param name="Name">Its name and where it stands; null if it has none.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record DestinationParseResult(DestinationSchema? Schema, SchemaName? Name, EquatableArray<SchemaProblem> Problems);
