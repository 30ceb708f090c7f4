namespace Callgoose.Schema;

/// <summary>The result for one element of a list (<c>each</c>, Catalog/README.md 3).</summary>
/// <param name="List">The key of the list.</param>
/// <param name="Index">The index of the element, from 0.</param>
/// <param name="Element">The element; keys are relative to it.</param>
/// <param name="Verdict">The results of the list's filters for it.</param>
public sealed record ElementResult(string List, int Index, PayloadDocument Element, EvaluationResult Verdict);
