namespace Callgoose.Schema;

/// <summary>A key and what is asked of its value (schema.md 1, 3 and 4).</summary>
/// <param name="Key">The payload JSON key; null to search the raw payload, which only <see cref="ConditionOperator.Contains"/> can.</param>
/// <param name="Operator">What is asked.</param>
/// <param name="Texts">The texts that it is asked with; none for <see cref="ConditionOperator.Exists"/> and <see cref="ConditionOperator.Absent"/>.</param>
public sealed record ConditionSchema(string? Key, ConditionOperator Operator, EquatableArray<string> Texts)
{
    /// <summary>True if it holds on every call.</summary>
    public bool IsCatchAll => Key is null && Texts.Count == 0;

    /// <summary>True if it only asks whether the value is present.</summary>
    public bool AsksForPresence => Key is not null && (Operator == ConditionOperator.Exists || (Operator == ConditionOperator.Contains && Texts.Count == 0));

    /// <summary>True if the text of the value decides it; else its presence does.</summary>
    public bool LooksIntoText => Texts.Count > 0;

    /// <summary>True if an object or array is looked into as compact JSON text; else neither ever passes a text.</summary>
    public bool TakesContainers => Operator is ConditionOperator.Contains or ConditionOperator.Any or ConditionOperator.None;
}
