namespace Callgoose.Schema;

/// <summary>A key and what its value must contain (schema.md 1 and 3).</summary>
/// <param name="Key">The payload JSON key; null to search the raw payload.</param>
/// <param name="Contains">What must be found, all of it; with a key and nothing here, the value must be present.</param>
public sealed record ConditionSchema(string? Key, EquatableArray<string> Contains)
{
    /// <summary>True if it holds on every call.</summary>
    public bool IsCatchAll => Key is null && Contains.Count == 0;
}
