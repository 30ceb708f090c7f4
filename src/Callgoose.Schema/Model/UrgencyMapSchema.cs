namespace Callgoose.Schema;

/// <summary>An urgency that a value of the payload decides (Catalog/README.md 3).</summary>
/// <param name="Value">The value. Of several elements the most urgent one decides.</param>
/// <param name="Entries">What the value, as a whole, may be, and the urgency that it gives. The case of letters A to Z does not count.</param>
public sealed record UrgencyMapSchema(ValueSchema Value, EquatableArray<UrgencyEntry> Entries);
