namespace Callgoose.Schema;

/// <summary>Why a part of a filter did not pass.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Condition">The condition that decided, counted from 0 in <c>when</c>; -1 if none was asked.</param>
/// <param name="Key">Its key, or null if it searched the raw payload.</param>
/// <param name="Message">The reason in words, with what was found and what is wanted.</param>
public sealed record Mismatch(MismatchKind Kind, int Condition, string? Key, string Message);
