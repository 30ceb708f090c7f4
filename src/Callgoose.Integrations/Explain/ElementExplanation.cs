namespace Callgoose.Explain;

/// <summary>What the filters that look at the elements of a list say to one of them.</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Index">The place of the element in it, from 0.</param>
/// <param name="Verdict">What they say.</param>
internal sealed record ElementExplanation(string List, int Index, VerdictExplanation Verdict);
