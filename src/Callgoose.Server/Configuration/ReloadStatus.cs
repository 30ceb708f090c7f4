namespace Callgoose.Configuration;

/// <summary>The result of the newest reload of the configuration or the schema files.</summary>
/// <param name="RefusedAt">When it was refused, in Unix milliseconds (UTC), so that the previous settings stay in force; null if it was accepted.</param>
/// <param name="Problems">The errors, each with its location; tokens are masked.</param>
internal sealed record ReloadStatus(long? RefusedAt, IReadOnlyList<string> Problems)
{
    /// <summary>It was accepted, or there was no reload.</summary>
    public static ReloadStatus Taken { get; } = new(null, []);
}
