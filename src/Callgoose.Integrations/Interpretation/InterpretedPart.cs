namespace Callgoose.Interpretation;

/// <summary>The common properties of the parts of filters.</summary>
/// <param name="Filter">The filter's name.</param>
/// <param name="Conditions">The numbers of the conditions, which must all hold.</param>
/// <param name="KeySpace">The key space, or null for that of the integration.</param>
/// <param name="MappedWith">The mapped value.</param>
/// <param name="OccurredAt">The time.</param>
internal abstract record InterpretedPart(string Filter, int[] Conditions, string? KeySpace, InterpretedValue MappedWith, InterpretedValue OccurredAt);
