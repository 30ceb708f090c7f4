namespace Callgoose.Schema;

/// <summary>Checks one condition against a payload (Catalog/README.md 1 and 2).</summary>
internal static class ConditionCheck
{
    /// <summary>Checks a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="number">Its index in <c>when</c>, from 0.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>Why it does not hold, or null if it does.</returns>
    public static Mismatch? Check(ConditionSchema condition, int number, PayloadDocument payload)
    {
        if (condition.Operator == ConditionOperator.OneOfLists)
        {
            Mismatch[] reasons = [.. condition.Lists.Select(list => list.Select(one => Check(one, number, payload)).FirstOrDefault(static why => why is not null)).OfType<Mismatch>()];
            return reasons.Length == condition.Lists.Count ? MismatchText.NoList(reasons) : null;
        }

        if (condition.Key is null)
        {
            string raw = Folded(condition, payload.Raw);
            return condition.Texts.FirstOrDefault(text => !raw.Contains(Folded(condition, text))) is string lacking
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
            _ => Holds(condition, value.Text, value.IsNumber) ? null : MismatchText.Differs(condition, number, value),
        };
    }

    /// <summary>Tells whether a text passes a condition that compares text.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="value">The text.</param>
    /// <param name="isNumber">True if it is the text of a number, which equals the same number in another notation.</param>
    public static bool Holds(ConditionSchema condition, string value, bool isNumber = false)
    {
        string text = Folded(condition, value);
        string[] items = [.. condition.Texts.Select(item => condition.Operator == ConditionOperator.Matches ? item : Folded(condition, item))];
        return condition.Operator switch
        {
            ConditionOperator.Contains => Array.TrueForAll(items, text.Contains),
            ConditionOperator.Any => Array.Exists(items, text.Contains),
            ConditionOperator.None => !Array.Exists(items, text.Contains),
            ConditionOperator.EqualsAny => Array.Exists(items, item => text == item || (isNumber && Compare(text, item) == 0)),
            ConditionOperator.StartsWithAny => Array.Exists(items, item => text.StartsWith(item, StringComparison.Ordinal)),
            ConditionOperator.EndsWithAny => Array.Exists(items, item => text.EndsWith(item, StringComparison.Ordinal)),
            ConditionOperator.Above => Compare(text, items[0]) > 0,
            ConditionOperator.AtLeast => Compare(text, items[0]) >= 0,
            ConditionOperator.Below => Compare(text, items[0]) < 0,
            ConditionOperator.AtMost => Compare(text, items[0]) <= 0,
            ConditionOperator.Matches => Array.Exists(items, item => ExpressionParser.Parse(item, condition.IgnoreCase, out _)!.Matches(text)),
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Operator, "this operator does not look into text"),
        };
    }

    /// <summary>Compares two numbers; null if one of them is not a number.</summary>
    private static int? Compare(string left, string right) =>
        DecimalText.Parse(left) is DecimalText number && DecimalText.Parse(right) is DecimalText other ? DecimalText.Compare(number, other) : null;

    private static string Folded(ConditionSchema condition, string text) => condition.IgnoreCase ? AsciiCase.Fold(text) : text;
}
