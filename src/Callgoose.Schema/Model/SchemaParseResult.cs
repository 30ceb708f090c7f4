namespace Callgoose.Schema;

/// <summary>What came of reading a schema file.</summary>
/// <param name="Schema">What it says; null if anything is wrong with it.</param>
/// <param name="Names">Where its name and aliases stand, for comparing files with each other.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record SchemaParseResult(
    IntegrationSchema? Schema, EquatableArray<SchemaName> Names, EquatableArray<SchemaProblem> Problems);
