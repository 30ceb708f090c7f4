namespace Callgoose.Storage.ApiLog;

/// <summary>A page of the API log. It may have fewer entries than requested, because both its memory and the number of entries it scans are limited.</summary>
/// <param name="Rows">The entries, without their bodies.</param>
/// <param name="NextCursor">The cursor of the next page, or null if this is the last one.</param>
public sealed record ApiLogPage(IReadOnlyList<ApiLogRow> Rows, long? NextCursor);
