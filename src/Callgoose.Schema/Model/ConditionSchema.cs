namespace Callgoose.Schema;

/// <summary>A key and what is asked of its value (Catalog/README.md 1 and 2).</summary>
/// <param name="Key">The payload JSON key; null to search the raw payload, which only <see cref="ConditionOperator.Contains"/> can.</param>
/// <param name="Operator">What is asked.</param>
/// <param name="Texts">The texts that it is asked with; none for <see cref="ConditionOperator.Exists"/> and <see cref="ConditionOperator.Absent"/>.</param>
public sealed record ConditionSchema(string? Key, ConditionOperator Operator, EquatableArray<string> Texts)
{
    /// <summary>Whether the case of the letters A to Z does not count (<c>ignore_case</c>).</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>The lists of <see cref="ConditionOperator.OneOfLists"/>; else none.</summary>
    public EquatableArray<EquatableArray<ConditionSchema>> Lists { get; init; }

    /// <summary>It itself, or the conditions of its lists.</summary>
    public IEnumerable<ConditionSchema> Leaves => Operator == ConditionOperator.OneOfLists ? Lists.SelectMany(static list => list) : [this];

    /// <summary>True if it holds on every call.</summary>
    public bool IsCatchAll => Key is null && Texts.Count == 0 && Lists.Count == 0;

    /// <summary>Whether it compares numbers.</summary>
    public bool ComparesNumbers => Operator is ConditionOperator.Above or ConditionOperator.AtLeast or ConditionOperator.Below or ConditionOperator.AtMost;

    /// <summary>True if it only asks whether the value is present.</summary>
    public bool AsksForPresence => Key is not null && (Operator == ConditionOperator.Exists || (Operator == ConditionOperator.Contains && Texts.Count == 0));

    /// <summary>True if the text of the value decides it; else its presence does.</summary>
    public bool LooksIntoText => Texts.Count > 0;

    /// <summary>True if an object or array is looked into as compact JSON text; else neither ever passes a text.</summary>
    public bool TakesContainers => Operator is ConditionOperator.Contains or ConditionOperator.Any or ConditionOperator.None;
}
