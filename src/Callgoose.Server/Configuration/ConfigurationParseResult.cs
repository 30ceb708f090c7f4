using Callgoose.Schema;

namespace Callgoose.Configuration;

/// <summary>What came of reading a configuration file's text.</summary>
/// <param name="Settings">What it says. Must not be used if anything is wrong with it.</param>
/// <param name="Problems">What is wrong with it, in the order in which it was found.</param>
internal sealed record ConfigurationParseResult(SettingsLayer Settings, IReadOnlyList<SchemaProblem> Problems);
