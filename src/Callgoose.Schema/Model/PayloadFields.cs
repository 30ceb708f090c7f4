namespace Callgoose.Schema;

/// <summary>The keys of an object of a payload.</summary>
/// <param name="Fields">The keys in the order of the file.</param>
public sealed record PayloadFields(EquatableArray<PayloadField> Fields);
