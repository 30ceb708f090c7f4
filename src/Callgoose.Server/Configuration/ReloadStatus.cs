namespace Callgoose.Configuration;

/// <summary>What came of the newest reading of the configuration or of the schema files under the running server.</summary>
/// <param name="RefusedAt">When it was refused, in Unix milliseconds (UTC), so that the settings before stay in force; null if it was taken.</param>
/// <param name="Problems">What is wrong, each with its place; tokens are masked.</param>
internal sealed record ReloadStatus(long? RefusedAt, IReadOnlyList<string> Problems)
{
    /// <summary>It was taken, or there was none.</summary>
    public static ReloadStatus Taken { get; } = new(null, []);
}
