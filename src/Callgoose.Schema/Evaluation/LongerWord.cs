namespace Callgoose.Schema;

/// <summary>Detects that a text of a condition was found inside a longer word: <c>Started</c> in <c>NotStarted</c>.</summary>
internal static class LongerWord
{
    /// <summary>Checks the conditions of a part that passed.</summary>
    /// <returns>Which text was found in which word; null if every text is a word by itself.</returns>
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

    /// <summary>Tells whether a text occurs in a value only inside longer words: each time a letter or digit before or after it continues the word.</summary>
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
