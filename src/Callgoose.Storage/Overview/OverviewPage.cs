namespace Callgoose.Storage.Overview;

/// <summary>A page of what an overview counts.</summary>
/// <param name="Events">What happened, in no certain order.</param>
/// <param name="Last">The number of the last incident of a walk, or of the last line that was followed; of an empty page that behind which it was asked.</param>
/// <param name="NewestLine">The number of the newest line of all timelines in the view that the page was read from.</param>
/// <param name="IsLast">Whether there is nothing behind it in that view.</param>
public sealed record OverviewPage(IReadOnlyList<OverviewEvent> Events, long Last, long NewestLine, bool IsLast);
