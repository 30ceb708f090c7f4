namespace Callgoose.Schema;

/// <summary>Some elements of a list of the payload.</summary>
/// <param name="List">The key of the list, from the root of the payload.</param>
/// <param name="When">What must hold of an element, all of it; keys are relative to it, and <c>$.</c> leads to the root.</param>
public sealed record ElementsSchema(string List, EquatableArray<ConditionSchema> When);
