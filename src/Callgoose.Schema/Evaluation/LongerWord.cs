namespace Callgoose.Schema;

/// <summary>Tells where a text that a condition looks for was found inside a longer word: <c>Started</c> in <c>NotStarted</c>.</summary>
internal static class LongerWord
{
    /// <summary>Says so of the conditions of a part that passed.</summary>
    /// <returns>What was found where, in words; null if every text stands by itself.</returns>
    public static string? Remark(EquatableArray<ConditionSchema> when, PayloadDocument payload)
    {
        foreach (ConditionSchema condition in when.Where(static condition => condition.Key is not null && !condition.IgnoreCase && Conditions.LooksInside(condition)))
        {
            string value = payload.Find(condition.Key!).ScalarText;
            string[] found = [.. condition.Texts.Where(value.Contains)];
            string? inside = condition.Operator == ConditionOperator.Any && !Array.TrueForAll(found, text => IsInside(value, text)) ? null : Array.Find(found, text => IsInside(value, text));
            if (inside is not null)
            {
                return MismatchText.InLongerWord(value, inside);
            }
        }

        return null;
    }

    /// <summary>Whether a text stands in a value, and everywhere with a letter or digit before or behind it that continues it.</summary>
    public static bool IsInside(string value, string text)
    {
        int at = value.IndexOf(text, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        for (; at >= 0; at = value.IndexOf(text, at + 1, StringComparison.Ordinal))
        {
            int end = at + text.Length;
            bool isContinued = (at > 0 && char.IsLetterOrDigit(value[at - 1]) && char.IsLetterOrDigit(text[0]))
                || (end < value.Length && char.IsLetterOrDigit(value[end]) && char.IsLetterOrDigit(text[text.Length - 1]));
            if (!isContinued)
            {
                return false;
            }
        }

        return true;
    }
}
