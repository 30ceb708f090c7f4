namespace Callgoose.Storage.Overview;

/// <summary>A page of events for an overview.</summary>
/// <param name="Events">The events, in no particular order.</param>
/// <param name="Last">The number of the last incident or line that was read; for an empty page the number after which the reader was asked.</param>
/// <param name="NewestLine">The number of the newest line of all timelines in the view that the page was read from.</param>
/// <param name="IsLast">True if that view has nothing after this page.</param>
public sealed record OverviewPage(IReadOnlyList<OverviewEvent> Events, long Last, long NewestLine, bool IsLast);
