namespace Callgoose.Schema;

/// <summary>Why a part of a filter did not pass.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Condition">The index in <c>when</c> of the condition that decided, from 0; -1 if none was evaluated.</param>
/// <param name="Key">Its key, or null if it searched the raw payload.</param>
/// <param name="Message">The reason in words, with the found and the wanted value.</param>
public sealed record Mismatch(MismatchKind Kind, int Condition, string? Key, string Message);
