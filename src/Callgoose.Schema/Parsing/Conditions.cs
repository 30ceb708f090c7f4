namespace Callgoose.Schema;

/// <summary>What can be told of a condition alone.</summary>
internal static class Conditions
{
    /// <summary>Whether it can only hold on a value that is there.</summary>
    public static bool RequiresValue(ConditionSchema condition) =>
        condition.Operator is not (ConditionOperator.None or ConditionOperator.Absent);

    /// <summary>Whether it asks for nothing but a value that is there, or is not.</summary>
    public static bool AsksForPresence(ConditionSchema condition) => condition.AsksForPresence || condition.Operator == ConditionOperator.Absent;

    /// <summary>Whether one of its texts stands in every value that passes it.</summary>
    public static bool IsOneOf(ConditionSchema condition) => condition.Operator
        is ConditionOperator.Any or ConditionOperator.EqualsAny or ConditionOperator.StartsWithAny or ConditionOperator.EndsWithAny;

    /// <summary>Whether it looks for its texts anywhere in the value.</summary>
    public static bool LooksInside(ConditionSchema condition) => condition.Texts.Count > 0 && condition.Operator is ConditionOperator.Contains or ConditionOperator.Any;
}
