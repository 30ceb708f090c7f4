using System.Diagnostics.CodeAnalysis;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Doors.Prometheus;

/// <summary>A matcher of labels, as <c>filter</c> of Alertmanager's API has it: <c>alertname="Down"</c>, with <c>=</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</summary>
internal sealed class LabelMatcher
{
    private const int MaxLength = 1024;

    private readonly bool isNegated;
    private readonly string value;
    private readonly TextExpression? expression;

    private LabelMatcher(string name, bool isNegated, string value, TextExpression? expression)
    {
        Name = name;
        this.isNegated = isNegated;
        this.value = value;
        this.expression = expression;
    }

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>Reads a matcher.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matcher">The matcher.</param>
    /// <param name="fault">What is wrong with it.</param>
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

        string value = rest[sign.Length..].Trim();
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"')
        {
            value = value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        TextExpression? expression = null;
        if (sign[^1] == '~')
        {
            // Alertmanager's expressions match a value as a whole.
            if (ExpressionParser.Parse($"^({value})$", ignoreCase: false, out string? wrong) is not { } parsed)
            {
                fault = $"The expression of the filter cannot be used: {wrong}";
                return false;
            }

            expression = new TextExpression([.. parsed.ToNumbers()]);
        }

        fault = null;
        matcher = new LabelMatcher(text[..at].Trim(), sign[0] == '!', value, expression);
        return true;
    }

    /// <summary>Tells whether a value of the label passes; one that is not there is an empty text.</summary>
    public bool Takes(string found) =>
        isNegated != (expression is null ? found == value : expression.Matches(System.Text.Encoding.UTF8.GetBytes(found)));
}
