namespace Callgoose.Storage.ApiLog;

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Sequence">Its number, which grows with each entry.</param>
/// <param name="Entry">The entry.</param>
public sealed record ApiLogRow(long Sequence, ApiLogEntry Entry);
