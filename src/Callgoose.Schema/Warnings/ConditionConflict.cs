namespace Callgoose.Schema;

/// <summary>Finds conditions that can never hold. Its findings are always correct, but it does not find every case.</summary>
internal static class ConditionConflict
{
    private const string OfNumbers = "0123456789+-.eE";

    /// <summary>Tells whether no value passes both of two conditions on one key.</summary>
    public static bool Exclude(ConditionSchema one, ConditionSchema other) => ExcludesFrom(one, other) || ExcludesFrom(other, one);

    /// <summary>Tells whether no value of the described type passes a condition.</summary>
    public static bool NeverHoldsOn(ConditionSchema condition, PayloadFieldType type) => condition.LooksIntoText && condition.Operator != ConditionOperator.None && type switch
    {
        PayloadFieldType.Nested or PayloadFieldType.Array => !condition.TakesContainers,
        PayloadFieldType.Boolean => !ConditionCheck.Holds(condition, "true") && !ConditionCheck.Holds(condition, "false"),
        PayloadFieldType.Number when condition.Operator == ConditionOperator.Matches => false,
        PayloadFieldType.Number => condition.Operator == ConditionOperator.Contains ? condition.Texts.Any(IsNoNumber) : condition.Texts.All(IsNoNumber),
        _ => false,
    };

    private static bool ExcludesFrom(ConditionSchema one, ConditionSchema other)
    {
        if (one.Operator == ConditionOperator.Absent)
        {
            return Conditions.RequiresValue(other);
        }

        if (one.ComparesNumbers && other.ComparesNumbers)
        {
            return IsAbove(one, other);
        }

        return one.IgnoreCase != other.IgnoreCase && one.Operator != ConditionOperator.EqualsAny ? false : one.Operator switch
        {
            ConditionOperator.EqualsAny => other.LooksIntoText && !one.IgnoreCase && !one.Texts.Any(SchemaConditions.IsNumber) && one.Texts.All(text => !ConditionCheck.Holds(other, text)),
            ConditionOperator.None => other.Operator == ConditionOperator.Contains
                ? other.Texts.Any(text => one.Texts.Any(text.Contains))
                : Conditions.IsOneOf(other) && other.Texts.All(text => one.Texts.Any(text.Contains)),
            ConditionOperator.StartsWithAny when other.Operator == ConditionOperator.StartsWithAny =>
                !one.Texts.Any(text => other.Texts.Any(start => start.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(start, StringComparison.Ordinal))),
            ConditionOperator.EndsWithAny when other.Operator == ConditionOperator.EndsWithAny =>
                !one.Texts.Any(text => other.Texts.Any(end => end.EndsWith(text, StringComparison.Ordinal) || text.EndsWith(end, StringComparison.Ordinal))),
            _ => false,
        };
    }

    /// <summary>Tells whether the range of one condition begins above the end of the other's.</summary>
    private static bool IsAbove(ConditionSchema one, ConditionSchema other)
    {
        if (one.Operator is not (ConditionOperator.Above or ConditionOperator.AtLeast) || other.Operator is not (ConditionOperator.Below or ConditionOperator.AtMost))
        {
            return false;
        }

        int order = DecimalText.Compare(DecimalText.Parse(one.Texts[0])!.Value, DecimalText.Parse(other.Texts[0])!.Value);
        return order > 0 || (order == 0 && (one.Operator, other.Operator) != (ConditionOperator.AtLeast, ConditionOperator.AtMost));
    }

    private static bool IsNoNumber(string text) => text.Any(static c => OfNumbers.IndexOf(c) < 0);
}
