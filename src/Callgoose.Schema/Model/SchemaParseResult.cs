namespace Callgoose.Schema;

/// <summary>What came of reading a schema file.</summary>
/// <param name="Schema">What it says; null if anything is wrong with it.</param>
/// <param name="Names">Where its name and aliases stand, for comparing files with each other.</param>
/// <param name="Problems">What is wrong with it, by place; of many the first ones.</param>
public sealed record SchemaParseResult(
    IntegrationSchema? Schema, EquatableArray<SchemaName> Names, EquatableArray<SchemaProblem> Problems)
{
    /// <summary>How many further problems there are.</summary>
    public int Hidden { get; init; }

    /// <summary>What is probably not meant, by place; of many the first ones. None for a file with problems.</summary>
    public EquatableArray<SchemaProblem> Warnings { get; init; }

    /// <summary>How many further warnings there are.</summary>
    public int HiddenWarnings { get; init; }
}
