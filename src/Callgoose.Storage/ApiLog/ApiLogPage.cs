namespace Callgoose.Storage.ApiLog;

/// <summary>A page of the API log. It may have fewer entries than were asked for: what it takes of memory is bounded, and how far it looks.</summary>
/// <param name="Rows">The entries, without their bodies.</param>
/// <param name="NextCursor">Where the next page begins, or null if this is the last one.</param>
public sealed record ApiLogPage(IReadOnlyList<ApiLogRow> Rows, long? NextCursor);
