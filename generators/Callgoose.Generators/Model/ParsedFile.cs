using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A schema file after reading. It contains positions, so it changes with every edit; emitted code depends on less.</summary>
/// <param name="Path">The path of the file, only for diagnostics: it is absolute and must not be in emitted text.</param>
/// <param name="Schema">The content, or null if there are problems.</param>
/// <param name="Names">Its name and aliases.</param>
/// <param name="Problems">The problems.</param>
/// <param name="Warnings">Probable mistakes.</param>
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

    /// <summary>The listed problems; the last one counts those that are not listed.</summary>
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
