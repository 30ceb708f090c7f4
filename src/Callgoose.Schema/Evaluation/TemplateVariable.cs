namespace Callgoose.Schema;

/// <summary>Finds variables of a tool's template that the tool left in the payload because they have no value or a wrong name.</summary>
public static class TemplateVariable
{
    /// <summary>Finds <c>{{ … }}</c>, <c>${…}</c> or <c>$NAME</c> in a text.</summary>
    /// <returns>The variable as written, or null.</returns>
    public static string? Find(string text) => Between(text, "{{", "}}") ?? Between(text, "${", "}") ?? DollarName(text);

    private static string? Between(string text, string open, string close)
    {
        int start = text.IndexOf(open, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        int end = text.IndexOf(close, start, StringComparison.Ordinal);
        return end < 0 ? text.Substring(start) : text.Substring(start, end + close.Length - start);
    }

    /// <summary>Finds a dollar with at least two capitals: a price or a single letter is no variable.</summary>
    private static string? DollarName(string text)
    {
        for (int start = text.IndexOf('$'); start >= 0; start = text.IndexOf('$', start + 1))
        {
            int end = start + 1;
            while (end < text.Length && (text[end] is (>= 'A' and <= 'Z') or '_' || (end > start + 1 && text[end] is >= '0' and <= '9')))
            {
                end++;
            }

            if (end > start + 2 && (end == text.Length || text[end] is not (>= 'a' and <= 'z')))
            {
                return text.Substring(start, end - start);
            }
        }

        return null;
    }
}
