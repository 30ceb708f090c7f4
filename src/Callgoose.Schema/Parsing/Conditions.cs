namespace Callgoose.Schema;

/// <summary>Properties of a single condition.</summary>
internal static class Conditions
{
    /// <summary>Tells whether it can only hold for an existing value.</summary>
    public static bool RequiresValue(ConditionSchema condition) =>
        condition.Operator is not (ConditionOperator.None or ConditionOperator.Absent);

    /// <summary>Tells whether it only requires that a value exists, or that it does not.</summary>
    public static bool AsksForPresence(ConditionSchema condition) => condition.AsksForPresence || condition.Operator == ConditionOperator.Absent;

    /// <summary>Tells whether every value that passes it contains one of its texts.</summary>
    public static bool IsOneOf(ConditionSchema condition) => condition.Operator
        is ConditionOperator.Any or ConditionOperator.EqualsAny or ConditionOperator.StartsWithAny or ConditionOperator.EndsWithAny;

    /// <summary>Tells whether it searches its texts anywhere in the value.</summary>
    public static bool LooksInside(ConditionSchema condition) => condition.Texts.Count > 0 && condition.Operator is ConditionOperator.Contains or ConditionOperator.Any;
}
