using System.Collections.Immutable;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A file that claims a name that another one has.</summary>
/// <param name="Path">The file, the later one by path.</param>
/// <param name="Problem">What to report.</param>
internal sealed record NameConflict(string Path, SchemaProblem Problem)
{
    /// <summary>Finds the conflicts among all files, whatever order the compiler gives them in.</summary>
    public static EquatableArray<NameConflict> Find(ImmutableArray<ParsedFile> files)
    {
        ParsedFile[] sorted = [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        var conflicts = new List<NameConflict>(
            NameClashes.Find([.. sorted.Select(static file => (FileName(file), file.Names))]).Select(clash => new NameConflict(sorted[clash.File].Path, clash.Problem)));
        var typeOwners = new Dictionary<string, ParsedFile>(AsciiCase.Comparer);
        foreach (ParsedFile file in sorted)
        {
            if (file.Schema is not null && !conflicts.Exists(conflict => conflict.Path == file.Path))
            {
                FindSameTypes(file, file.Schema);
            }
        }

        return new EquatableArray<NameConflict>(conflicts);

        // The names of emitted files are compared without case, too.
        void FindSameTypes(ParsedFile file, IntegrationSchema schema)
        {
            string typeName = SpecBuilder.TypeName(schema);
            if (typeOwners.TryGetValue(typeName, out ParsedFile? owner))
            {
                string message =
                    $"The types of \"{schema.Name}\" would be named {typeName}, case ignored, as those of {FileName(owner)} are; choose a name that differs in letters A to Z or digits.";
                conflicts.Add(new NameConflict(file.Path, new SchemaProblem(SchemaRules.NameTaken, file.Names[0].Location, message)));
            }
            else
            {
                typeOwners.Add(typeName, file);
            }
        }
    }

    /// <summary>The name alone: a folder of this machine does not belong into a message.</summary>
    private static string FileName(ParsedFile file) => System.IO.Path.GetFileName(file.Path);
}
