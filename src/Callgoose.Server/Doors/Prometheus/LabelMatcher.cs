using System.Diagnostics.CodeAnalysis;

namespace Callgoose.Doors.Prometheus;

/// <summary>A label matcher, as in <c>filter</c> of Alertmanager's API: <c>alertname="Down"</c>, with <c>=</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</summary>
internal sealed class LabelMatcher
{
    private const int MaxLength = 1024;

    private readonly bool isNegated;
    private readonly string value;
    private readonly MatcherExpression? expression;

    private LabelMatcher(string name, bool isNegated, string value, MatcherExpression? expression)
    {
        Name = name;
        this.isNegated = isNegated;
        this.value = value;
        this.expression = expression;
    }

    /// <summary>The name of the label.</summary>
    public string Name { get; }

    /// <summary>Parses a matcher.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matcher">The matcher.</param>
    /// <param name="fault">The error.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out LabelMatcher? matcher, [NotNullWhen(false)] out string? fault)
    {
        matcher = null;
        fault = "A filter is a label, one of =, !=, =~, !~, and a value, such as alertname=\"Down\".";
        int at = text.AsSpan().IndexOfAny('=', '!');
        if (at <= 0 || text.Length > MaxLength)
        {
            return false;
        }

        string rest = text[at..];
        string sign = rest.StartsWith("=~", StringComparison.Ordinal) || rest.StartsWith("!~", StringComparison.Ordinal) || rest.StartsWith("!=", StringComparison.Ordinal)
            ? rest[..2]
            : rest[..1];
        if (sign == "!")
        {
            return false;
        }

        string name = text[..at].Trim();
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':'))
        {
            fault = $"'{name}' is no name of a label: it has letters, digits, '_' and ':', and begins with no digit. One filter has one label; give 'filter' several times for several.";
            return false;
        }

        if (!TryUnquote(rest[sign.Length..].Trim(), out string value))
        {
            fault = "The value of a filter stands in quotes from its beginning to its end, or has none; within quotes write \\\" for a quote.";
            return false;
        }

        MatcherExpression? expression = null;
        if (sign[^1] == '~')
        {
            if (!MatcherExpression.TryParse(value, out expression, out string? wrong))
            {
                fault = $"The expression of the filter cannot be used: {wrong}";
                return false;
            }
        }

        fault = null;
        matcher = new LabelMatcher(name, sign[0] == '!', value, expression);
        return true;
    }

    /// <summary>Removes the quotes around a value and decodes its escapes.</summary>
    private static bool TryUnquote(string text, out string value)
    {
        bool isQuoted = text.StartsWith('"');
        var unquoted = new System.Text.StringBuilder();
        for (int i = isQuoted ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] is '"' or '\\' or 'n'))
            {
                i++;
                unquoted.Append(text[i] == 'n' ? '\n' : text[i]);
                continue;
            }

            if (text[i] == '"')
            {
                value = unquoted.ToString();
                return isQuoted && i == text.Length - 1;
            }

            unquoted.Append(text[i]);
        }

        value = unquoted.ToString();
        return !isQuoted;
    }

    /// <summary>Whether a value of the label matches. A missing label counts as an empty text.</summary>
    public bool Takes(string found) =>
        isNegated != (expression is null ? found == value : expression.Matches(found));
}
