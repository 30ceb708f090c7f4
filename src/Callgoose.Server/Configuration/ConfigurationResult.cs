using Callgoose.Catalog;

namespace Callgoose.Configuration;

/// <summary>What came of reading the configuration.</summary>
/// <param name="Settings">The settings in effect. Must not be used if there are problems.</param>
/// <param name="Integrations">The integrations that services may list.</param>
/// <param name="File">The file that was read, or null if there is none.</param>
/// <param name="Text">The text of the file.</param>
/// <param name="Problems">Everything that is wrong with variables, file and schema files.</param>
internal sealed record ConfigurationResult(
    ServerSettings Settings, IntegrationSet Integrations, string? File, string? Text, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>What is probably not meant; it is used all the same.</summary>
    public IReadOnlyList<InputProblem> Warnings { get; init; } = [];
}
