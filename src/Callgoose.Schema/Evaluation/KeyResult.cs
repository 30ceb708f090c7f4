namespace Callgoose.Schema;

/// <summary>The incident key of a payload.</summary>
/// <param name="Text">The key; empty if there is none.</param>
/// <param name="Problem">Why there is none.</param>
public readonly record struct KeyResult(string Text, KeyProblem Problem);
