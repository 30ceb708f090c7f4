namespace Callgoose.Schema;

/// <summary>Checks one condition against a payload (schema.md 1, 3 and 4).</summary>
internal static class ConditionCheck
{
    /// <summary>Checks a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="number">Its place in <c>when</c>, from 0.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>Why it does not hold, or null if it does.</returns>
    public static Mismatch? Check(ConditionSchema condition, int number, PayloadDocument payload)
    {
        if (condition.Key is null)
        {
            return condition.Texts.FirstOrDefault(text => !payload.Raw.Contains(text)) is string lacking
                ? MismatchText.NotInPayload(lacking, number, payload.Raw)
                : null;
        }

        PayloadValue value = payload.Find(condition.Key);
        return condition.Operator switch
        {
            ConditionOperator.Absent => value.IsPresent ? MismatchText.Present(condition, number, value) : null,
            ConditionOperator.None when !value.IsPresent => null,
            _ when !value.IsPresent => MismatchText.NoValue(condition, number, value, payload),
            _ when !condition.LooksIntoText => null,
            _ when value.IsContainer && !condition.TakesContainers => MismatchText.NotScalar(condition, number, value),
            _ => Holds(condition, value.Text, StringComparison.Ordinal) ? null : MismatchText.Differs(condition, number, value),
        };
    }

    /// <summary>Whether a text passes a condition that looks into text.</summary>
    public static bool Holds(ConditionSchema condition, string value, StringComparison comparison) => condition.Operator switch
    {
        ConditionOperator.Contains => condition.Texts.All(text => value.IndexOf(text, 0, comparison) >= 0),
        ConditionOperator.Any => condition.Texts.Any(text => value.IndexOf(text, 0, comparison) >= 0),
        ConditionOperator.None => condition.Texts.All(text => value.IndexOf(text, 0, comparison) < 0),
        ConditionOperator.EqualsAny => condition.Texts.Any(text => value.Equals(text, comparison)),
        ConditionOperator.StartsWithAny => condition.Texts.Any(text => value.StartsWith(text, comparison)),
        ConditionOperator.EndsWithAny => condition.Texts.Any(text => value.EndsWith(text, comparison)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "this operator does not look into text"),
    };
}
