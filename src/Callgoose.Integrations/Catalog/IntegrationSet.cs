using Callgoose.Incidents;
using Callgoose.Integrations;
using Callgoose.Interpretation;
using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>The integrations that services may list: compiled ones, and interpreted ones for the given schema files.</summary>
/// <param name="Integrations">Given ones first, in their order, then by name the built-in ones that none of them replaces.</param>
/// <param name="Files">The given schema files.</param>
/// <param name="Problems">What is wrong with the schema files; a set with problems must not be used.</param>
internal sealed record IntegrationSet(
    IReadOnlyList<Integration> Integrations, IReadOnlyList<string> Files, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>Probable mistakes in the schema files, which are used all the same.</summary>
    public IReadOnlyList<InputProblem> Warnings { get; init; } = [];

    /// <summary>The compiled integrations alone.</summary>
    public static IntegrationSet BuiltIn { get; } = new(BuiltInIntegrations.All, [], []);

    /// <summary>Reads the schema files of the given paths. Never throws because of missing or unexpected files.</summary>
    /// <param name="paths">Files, and folders with schema files.</param>
    /// <param name="read">Reads a file; null if reading may block, as with a pipe.</param>
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
