namespace Callgoose.Schema;

/// <summary>A selection of elements of a list in the payload.</summary>
/// <param name="List">The key of the list, from the root of the payload.</param>
/// <param name="When">The conditions for an element, which must all hold; keys are relative to it, and <c>$.</c> leads to the root.</param>
public sealed record ElementsSchema(string List, EquatableArray<ConditionSchema> When);
