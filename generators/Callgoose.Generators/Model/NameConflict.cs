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
        var owners = new Dictionary<string, ParsedFile>(AsciiCase.Comparer);
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

                conflicts.Add(new NameConflict(
                    file.Path,
                    new SchemaProblem(SchemaRules.NameTaken, name.Location, $"The name \"{name.Name}\" is taken by {System.IO.Path.GetFileName(owner.Path)}, case ignored; choose another one.")));
            }
        }

        return new EquatableArray<NameConflict>(conflicts);
    }
}
