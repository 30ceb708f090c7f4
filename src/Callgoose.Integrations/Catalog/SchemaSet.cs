using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Schema files that are used together: those that were given and the built-in ones that none of them replaces.</summary>
/// <param name="Sources">The files; given ones first, as given, then the built-in ones by name.</param>
/// <param name="Problems">Everything that is wrong with them, alone or together; if there is anything the set must not be used.</param>
internal sealed record SchemaSet(IReadOnlyList<SchemaSource> Sources, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>The built-in ones alone.</summary>
    public static SchemaSet BuiltIn => Of([]);

    /// <summary>What the files say. Only for a set without problems.</summary>
    public IEnumerable<IntegrationSchema> Schemas => Sources.Select(static source => source.Result.Schema!);

    /// <summary>Reads the files that paths stand for.</summary>
    /// <exception cref="SchemaFilesNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SchemaSet Read(IEnumerable<string> paths) => Of([.. SchemaFiles.Find(paths).Select(SchemaFiles.Read)]);

    /// <summary>Puts given files and the built-in ones together. A given file replaces the built-in one of its name.</summary>
    public static SchemaSet Of(IReadOnlyList<SchemaSource> given)
    {
        string[] names = [.. given.Where(static source => source.Result.Names.Count > 0).Select(static source => source.Result.Names[0].Name)];
        SchemaSource[] kept = [.. BuiltInSchemas.All.Where(source => !names.Contains(source.Result.Schema!.Name, AsciiCase.Comparer))];
        IEnumerable<InputProblem> own = given.SelectMany(static source => source.Result.Problems.Select(problem => InputProblem.InFile(source.Path, problem)));

        // Built-in names come first, so that a clash is reported in the file that somebody can edit.
        SchemaSource[] byAge = [.. kept, .. given];
        IEnumerable<InputProblem> shared = NameClashes
            .Find([.. byAge.Select(static source => (Path.GetFileName(source.Path), source.Result.Names))])
            .Select(clash => InputProblem.InFile(byAge[clash.File].Path, clash.Problem));
        return new SchemaSet([.. given, .. kept], [.. own, .. shared]);
    }
}
