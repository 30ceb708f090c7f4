namespace Callgoose.Catalog;

/// <summary>The status of the schema files that a server was given.</summary>
/// <param name="Files">The files in force.</param>
/// <param name="Refused">What is wrong with their newest version; empty if that version is in force.</param>
internal sealed record SchemaStatus(IReadOnlyList<string> Files, IReadOnlyList<string> Refused)
{
    /// <summary>Probable mistakes in the files in force.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The status for readiness answers: names of files, without the folders of the machine.</summary>
    public static SchemaStatus InForce(IntegrationSet integrations) => new([.. integrations.Files.Select(static file => Path.GetFileName(file))], [])
    {
        Warnings = Lines(integrations.Warnings),
    };

    /// <summary>The same files stay in force because of these problems.</summary>
    public SchemaStatus ButRefused(IntegrationSet integrations) => this with
    {
        Refused = Lines(integrations.Problems),
    };

    private static string[] Lines(IReadOnlyList<InputProblem> problems) =>
        [.. problems.Select(static problem => (problem with { Place = Path.GetFileName(problem.Place) }).ToString())];
}
