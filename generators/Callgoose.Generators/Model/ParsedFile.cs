using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A schema file after reading. Holds positions, so it changes with every edit; what is emitted hangs on less.</summary>
/// <param name="Path">Where the file is, for diagnostics only: it is absolute and must not reach emitted text.</param>
/// <param name="Schema">What it says, or null if something is wrong with it.</param>
/// <param name="Names">Its name and aliases.</param>
/// <param name="Problems">What is wrong with it.</param>
/// <param name="Warnings">What is probably not meant in it.</param>
internal sealed record ParsedFile(
    string Path, IntegrationSchema? Schema, EquatableArray<SchemaName> Names, EquatableArray<SchemaProblem> Problems, EquatableArray<SchemaProblem> Warnings)
{
    /// <summary>Reads a file.</summary>
    public static ParsedFile Parse(string path, string text)
    {
        SchemaParseResult result = SchemaParser.Parse(text);
        return new ParsedFile(
            path, result.Schema, result.Names, Told(result.Problems, result.Hidden, "problems"), Told(result.Warnings, result.HiddenWarnings, "warnings"));
    }

    /// <summary>The last one that is told counts those that are not.</summary>
    private static EquatableArray<SchemaProblem> Told(EquatableArray<SchemaProblem> found, int hidden, string what)
    {
        if (hidden == 0)
        {
            return found;
        }

        SchemaProblem last = found[found.Count - 1];
        return new(found.Take(found.Count - 1).Append(last with { Message = $"{last.Message} {hidden} more {what} of this file are not told." }));
    }
}
