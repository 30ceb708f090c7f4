using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>Schema files that are used together: the given ones, and the built-in ones that none of them replaces.</summary>
/// <param name="Sources">The files; given ones first, in their order, then the built-in ones by name.</param>
/// <param name="Problems">What is wrong with them, alone or together, by file and place; a set with problems must not be used.</param>
internal sealed record SchemaSet(IReadOnlyList<SchemaSource> Sources, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>The built-in files alone.</summary>
    public static SchemaSet BuiltIn => Of([]);

    /// <summary>The number of problems that are not listed.</summary>
    public int Hidden { get; init; }

    /// <summary>Probable mistakes in the given files, or in the built-in ones if none were given, by file and place.</summary>
    public IReadOnlyList<InputProblem> Warnings { get; init; } = [];

    /// <summary>The number of warnings that are not listed.</summary>
    public int HiddenWarnings { get; init; }

    /// <summary>The schemas of the files. Only for a set without problems.</summary>
    public IEnumerable<IntegrationSchema> Schemas => Sources.Select(static source => source.Result.Schema!);

    /// <summary>Reads the files of the given paths.</summary>
    /// <param name="paths">Files, and folders with schema files.</param>
    /// <param name="read">Reads a file; null if reading may block, as with a pipe.</param>
    /// <exception cref="SchemaFilesNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to a file is denied.</exception>
    public static SchemaSet Read(IEnumerable<string> paths, Func<string, byte[]>? read = null) =>
        Of([.. SchemaFiles.Find(paths).Select(path => SchemaFiles.Parse(path, (read ?? File.ReadAllBytes)(path)))]);

    /// <summary>Combines given files with the built-in ones. A given file replaces the built-in one of the same name.</summary>
    public static SchemaSet Of(IReadOnlyList<SchemaSource> given)
    {
        string[] names = [.. given.Where(static source => source.Result.Names.Count > 0).Select(static source => source.Result.Names[0].Name)];
        SchemaSource[] kept = [.. BuiltInSchemas.All.Where(source => !names.Contains(source.Result.Schema!.Name, AsciiCase.Comparer))];

        // Built-in names come first, so that a clash is reported in the file that can be edited.
        SchemaSource[] byAge = [.. kept, .. given];
        ILookup<int, SchemaProblem> clashes = NameClashes
            .Find([.. byAge.Select(static source => (Path.GetFileName(source.Path), source.Result.Names))])
            .ToLookup(static clash => clash.File, static clash => clash.Problem);
        IEnumerable<InputProblem> problems = byAge.SelectMany((source, file) => source.Result.Problems
            .Concat(clashes[file])
            .OrderBy(static problem => problem.Location.Start)
            .Select(problem => InputProblem.InFile(source.Path, problem)));

        // Warnings about built-in files are only for a check of these files.
        SchemaSource[] asked = given.Count == 0 ? kept : [.. given];
        IEnumerable<InputProblem> warnings = asked.SelectMany(source => (IsReplacing(source) is SchemaProblem replacing ? source.Result.Warnings.Prepend(replacing) : source.Result.Warnings)
            .OrderBy(static warning => warning.Location.Start)
            .Select(warning => InputProblem.InFile(source.Path, warning)));
        return new SchemaSet([.. given, .. kept], [.. problems])
        {
            Hidden = given.Sum(static source => source.Result.Hidden),
            Warnings = [.. warnings],
            HiddenWarnings = asked.Sum(static source => source.Result.HiddenWarnings),
        };
    }

    private static SchemaProblem? IsReplacing(SchemaSource source) =>
        !source.IsBuiltIn
            && source.Result.Names.Count > 0
            && BuiltInSchemas.All.Any(builtIn => AsciiCase.Comparer.Equals(builtIn.Result.Schema!.Name, source.Result.Names[0].Name) && !builtIn.Result.Schema.Equals(source.Result.Schema))
            ? new SchemaProblem(
                SchemaRules.ReplacesBuiltIn,
                source.Result.Names[0].Location,
                $"\"{source.Result.Names[0].Name}\" is the name of a built-in integration, which this file replaces for every service that lists it; choose another name, unless that is meant.")
            : null;
}
