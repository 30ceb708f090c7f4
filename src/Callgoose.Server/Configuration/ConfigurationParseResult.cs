using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>The result of parsing a configuration file.</summary>
/// <param name="Settings">Its settings. Must not be used if there are problems.</param>
/// <param name="Problems">The errors, in the order in which they were found.</param>
internal sealed record ConfigurationParseResult(SettingsLayer Settings, IReadOnlyList<SchemaProblem> Problems);
