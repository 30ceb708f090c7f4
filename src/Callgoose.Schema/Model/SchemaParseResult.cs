namespace Callgoose.Schema;

/// <summary>The result of reading a schema file.</summary>
/// <param name="Schema">The content; null if there is a problem.</param>
/// <param name="Names">The locations of its name and aliases, for comparing files with each other.</param>
/// <param name="Problems">The problems, by location; only the first ones if there are many.</param>
public sealed record SchemaParseResult(
    IntegrationSchema? Schema, EquatableArray<SchemaName> Names, EquatableArray<SchemaProblem> Problems)
{
    /// <summary>The number of problems that are not listed.</summary>
    public int Hidden { get; init; }

    /// <summary>Probable mistakes, by location; only the first ones if there are many. None for a file with problems.</summary>
    public EquatableArray<SchemaProblem> Warnings { get; init; }

    /// <summary>The number of warnings that are not listed.</summary>
    public int HiddenWarnings { get; init; }
}
