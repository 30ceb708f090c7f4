namespace Callgoose.Schema.Destinations;

/// <summary>A change that a template makes to a value.</summary>
/// <param name="Kind">The change.</param>
/// <param name="Length">The maximum number of code points for <see cref="TextFilterKind.Cut"/>; 0 for others.</param>
public sealed record TextFilter(TextFilterKind Kind, int Length);
