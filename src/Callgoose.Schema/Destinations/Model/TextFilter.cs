namespace Callgoose.Schema.Destinations;

/// <summary>A change that a template makes to a value.</summary>
/// <param name="Kind">The change.</param>
/// <param name="Length">The most code points that <see cref="TextFilterKind.Cut"/> leaves; 0 for others.</param>
public sealed record TextFilter(TextFilterKind Kind, int Length);
