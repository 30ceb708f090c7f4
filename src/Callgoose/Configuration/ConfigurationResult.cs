namespace Callgoose.Configuration;

/// <summary>What came of reading the configuration.</summary>
/// <param name="Settings">The settings in effect. Must not be used if there are problems.</param>
/// <param name="File">The file that was read, or null if there is none.</param>
/// <param name="Problems">Everything that is wrong.</param>
internal sealed record ConfigurationResult(ServerSettings Settings, string? File, IReadOnlyList<ConfigurationProblem> Problems);
