namespace Callgoose.Schema;

/// <summary>Finds names and aliases that more than one file claims (Catalog/README.md 6 and 7).</summary>
public static class NameClashes
{
    /// <summary>The alias that any number of files may have: it means every source that no other integration is named after.</summary>
    public const string Everybody = "*";

    /// <summary>Finds the clashes among files. The earlier file keeps the name, the later one is reported.</summary>
    /// <param name="files">The name of each file for people, and the names that it claims.</param>
    /// <returns>The index of the later file in <paramref name="files"/>, and the problem.</returns>
    public static IEnumerable<(int File, SchemaProblem Problem)> Find(IReadOnlyList<(string FileName, EquatableArray<SchemaName> Names)> files)
    {
        var owners = new Dictionary<string, int>(AsciiCase.Comparer);
        for (int file = 0; file < files.Count; file++)
        {
            foreach (SchemaName name in files[file].Names.Where(static name => name.Name != Everybody))
            {
                if (!owners.TryGetValue(name.Name, out int owner))
                {
                    owners.Add(name.Name, file);
                    continue;
                }

                string message = $"The name \"{name.Name}\" is taken by {files[owner].FileName}, case ignored; choose another one.";
                yield return (file, new SchemaProblem(SchemaRules.NameTaken, name.Location, message));
            }
        }
    }
}
