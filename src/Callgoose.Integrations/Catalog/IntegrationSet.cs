using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>The integrations that services may list: compiled ones, and interpreted ones for the schema files that were given.</summary>
/// <param name="Integrations">Given ones first, as given, then the built-in ones that none of them replaces, by name.</param>
/// <param name="Files">The schema files that were given.</param>
/// <param name="Problems">What is wrong with the schema files; if there is anything the set must not be used.</param>
internal sealed record IntegrationSet(
    IReadOnlyList<Integration> Integrations, IReadOnlyList<string> Files, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>What is probably not meant in the schema files, which are used all the same.</summary>
    public IReadOnlyList<InputProblem> Warnings { get; init; } = [];

    /// <summary>The compiled ones alone.</summary>
    public static IntegrationSet BuiltIn { get; } = new(BuiltInIntegrations.All, [], []);

    /// <summary>Reads the schema files that paths stand for. Never throws for what is or is not there.</summary>
    /// <param name="paths">Files, and folders of such.</param>
    /// <param name="read">Reads a file; null where it may take its time, as a pipe does.</param>
    public static IntegrationSet Load(IReadOnlyList<string> paths, Func<string, byte[]>? read = null)
    {
        if (paths.Count == 0)
        {
            return BuiltIn;
        }

        SchemaSet set;
        try
        {
            set = SchemaSet.Read(paths, read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BuiltIn with { Problems = [new InputProblem(string.Join(", ", paths), InputProblem.Unreadable, e.Message)] };
        }

        return new IntegrationSet(
            [.. set.Sources.Where(static source => source.Result.Schema is not null).Select(static source => Make(source, source.Result.Schema!))],
            [.. set.Sources.Where(static source => !source.IsBuiltIn).Select(static source => source.Path)],
            set.Problems)
        {
            Warnings = set.Warnings,
        };
    }

    private static Integration Make(SchemaSource source, IntegrationSchema schema) => source.IsBuiltIn
        ? BuiltInIntegrations.All.First(integration => integration.Name == schema.Name)
        : new InterpretedIntegration(schema);
}
