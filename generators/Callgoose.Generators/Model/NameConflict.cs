using System.Collections.Immutable;
using Callgoose.Schema;

namespace Callgoose.Generators.Model;

/// <summary>A file that claims a name that another one has.</summary>
/// <param name="Path">The file, the later one by path.</param>
/// <param name="Problem">What to report.</param>
internal sealed record NameConflict(string Path, SchemaProblem Problem)
{
    /// <summary>The alias that any number of files may have (schema.md 5).</summary>
    private const string Everybody = "*";

    /// <summary>Finds the conflicts among all files, whatever order the compiler gives them in.</summary>
    public static EquatableArray<NameConflict> Find(ImmutableArray<ParsedFile> files)
    {
        var owners = new Dictionary<string, ParsedFile>(AsciiCase.Comparer);
        var typeOwners = new Dictionary<string, ParsedFile>(AsciiCase.Comparer);
        var conflicts = new List<NameConflict>();
        foreach (ParsedFile file in files.OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            foreach (SchemaName name in file.Names)
            {
                if (!owners.TryGetValue(name.Name, out ParsedFile? owner))
                {
                    owners.Add(name.Name, file);
                    continue;
                }

                if (name.Name != Everybody)
                {
                    Add(file, name, $"The name \"{name.Name}\" is taken by {FileName(owner)}, case ignored; choose another one.");
                }
            }

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
                Add(
                    file,
                    file.Names[0],
                    $"The types of \"{schema.Name}\" would be named {typeName}, case ignored, as those of {FileName(owner)} are; choose a name that differs in letters A to Z or digits.");
            }
            else
            {
                typeOwners.Add(typeName, file);
            }
        }

        void Add(ParsedFile file, SchemaName name, string message) =>
            conflicts.Add(new NameConflict(file.Path, new SchemaProblem(SchemaRules.NameTaken, name.Location, message)));
    }

    /// <summary>The name alone: a folder of this machine does not belong into a message.</summary>
    private static string FileName(ParsedFile file) => System.IO.Path.GetFileName(file.Path);
}
