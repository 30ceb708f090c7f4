using Callgoose.Catalog;

namespace Callgoose.Configuration;

/// <summary>The result of reading the configuration.</summary>
/// <param name="Settings">The settings in effect. Must not be used if there are problems.</param>
/// <param name="Integrations">The integrations that services may list.</param>
/// <param name="File">The file that was read, or null if there is none.</param>
/// <param name="Text">The text of the file.</param>
/// <param name="Problems">All errors in variables, file and schema files.</param>
internal sealed record ConfigurationResult(
    ServerSettings Settings, IntegrationSet Integrations, string? File, string? Text, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>Settings that are probably mistakes but are used anyway.</summary>
    public IReadOnlyList<InputProblem> Warnings { get; init; } = [];
}
