namespace Callgoose.Explain;

/// <summary>The results for one element of a list, from the filters for such elements.</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Index">The index of the element, from 0.</param>
/// <param name="Verdict">The results.</param>
internal sealed record ElementExplanation(string List, int Index, VerdictExplanation Verdict);
