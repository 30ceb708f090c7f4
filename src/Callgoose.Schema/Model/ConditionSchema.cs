namespace Callgoose.Schema;

/// <summary>A condition on the value of a key (Catalog/README.md 1 and 2).</summary>
/// <param name="Key">The payload JSON key; null to search the raw payload, which only <see cref="ConditionOperator.Contains"/> can do.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Texts">The texts to compare with; none for <see cref="ConditionOperator.Exists"/> and <see cref="ConditionOperator.Absent"/>.</param>
public sealed record ConditionSchema(string? Key, ConditionOperator Operator, EquatableArray<string> Texts)
{
    /// <summary>True to ignore the case of the letters A to Z (<c>ignore_case</c>).</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>The lists of <see cref="ConditionOperator.OneOfLists"/>; otherwise none.</summary>
    public EquatableArray<EquatableArray<ConditionSchema>> Lists { get; init; }

    /// <summary>The condition itself, or the conditions of its lists.</summary>
    public IEnumerable<ConditionSchema> Leaves => Operator == ConditionOperator.OneOfLists ? Lists.SelectMany(static list => list) : [this];

    /// <summary>True if it holds on every call.</summary>
    public bool IsCatchAll => Key is null && Texts.Count == 0 && Lists.Count == 0;

    /// <summary>True if it compares numbers.</summary>
    public bool ComparesNumbers => Operator is ConditionOperator.Above or ConditionOperator.AtLeast or ConditionOperator.Below or ConditionOperator.AtMost;

    /// <summary>True if it only requires that the value is present.</summary>
    public bool AsksForPresence => Key is not null && (Operator == ConditionOperator.Exists || (Operator == ConditionOperator.Contains && Texts.Count == 0));

    /// <summary>True if the text of the value decides; otherwise its presence does.</summary>
    public bool LooksIntoText => Texts.Count > 0;

    /// <summary>True if an object or array is compared as compact JSON text; otherwise they never pass a text.</summary>
    public bool TakesContainers => Operator is ConditionOperator.Contains or ConditionOperator.Any or ConditionOperator.None;
}
