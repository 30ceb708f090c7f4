namespace Callgoose.Schema;

/// <summary>The verdict on one element of a list (<c>each</c>, Catalog/README.md 3).</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Index">The place of the element in it, from 0.</param>
/// <param name="Element">The element, from which keys lead on.</param>
/// <param name="Verdict">What the filters of the list say to it.</param>
public sealed record ElementResult(string List, int Index, PayloadDocument Element, EvaluationResult Verdict);
