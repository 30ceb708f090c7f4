namespace Callgoose.Schema;

/// <summary>An urgency that a value of the payload determines (Catalog/README.md 3).</summary>
/// <param name="Value">The value. With several elements the highest urgency counts.</param>
/// <param name="Entries">The possible values with their urgencies. The whole value is compared, ignoring the case of letters A to Z.</param>
public sealed record UrgencyMapSchema(ValueSchema Value, EquatableArray<UrgencyEntry> Entries);
