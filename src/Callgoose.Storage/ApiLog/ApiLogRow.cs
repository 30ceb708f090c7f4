namespace Callgoose.Storage.ApiLog;

/// <summary>An entry of the log, with its number.</summary>
/// <param name="Sequence">The number of the entry. Later entries have larger numbers.</param>
/// <param name="Entry">The entry.</param>
public sealed record ApiLogRow(long Sequence, ApiLogEntry Entry);
