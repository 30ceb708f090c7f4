using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A schema file after reading. Holds positions, so it changes with every edit; what is emitted hangs on less.</summary>
/// <param name="Path">Where the file is, for diagnostics only: it is absolute and must not reach emitted text.</param>
/// <param name="Schema">What it says, or null if something is wrong with it.</param>
/// <param name="Names">Its name and aliases.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record ParsedFile(
    string Path, IntegrationSchema? Schema, EquatableArray<SchemaName> Names, EquatableArray<SchemaProblem> Problems)
{
    /// <summary>Reads a file.</summary>
    public static ParsedFile Parse(string path, string text)
    {
        SchemaParseResult result = SchemaParser.Parse(text);
        return new ParsedFile(path, result.Schema, result.Names, result.Problems);
    }
}
