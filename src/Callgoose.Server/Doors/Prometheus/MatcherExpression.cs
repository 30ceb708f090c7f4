using System.Diagnostics.CodeAnalysis;
using System.Text;
using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The regular expression of a matcher (<c>=~</c>, <c>!~</c>), in the RE2 syntax as far as filter expressions support it. It must match the whole value.
/// </summary>
internal sealed class MatcherExpression
{
    private static readonly (string Name, string Range)[] Classes =
    [
        ("[:digit:]", "0-9"), ("[:alpha:]", "A-Za-z"), ("[:alnum:]", "0-9A-Za-z"), ("[:lower:]", "a-z"), ("[:upper:]", "A-Z"), ("[:xdigit:]", "0-9A-Fa-f"), ("[:word:]", "0-9A-Za-z_"),
    ];

    private readonly TextExpression expression;
    private readonly bool isFolded;

    private MatcherExpression(TextExpression expression, bool isFolded)
    {
        this.expression = expression;
        this.isFolded = isFolded;
    }

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="fault">The error, or the unsupported part.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MatcherExpression? expression, [NotNullWhen(false)] out string? fault)
    {
        expression = null;
        bool ignoreCase = text.StartsWith("(?i)", StringComparison.Ordinal);
        string pattern = ignoreCase ? text[4..] : text;
        foreach ((string name, string range) in Classes)
        {
            pattern = pattern.Replace(name, range, StringComparison.Ordinal);
        }

        if (pattern.Contains("[:", StringComparison.Ordinal))
        {
            fault = "of the classes in [: and :], digit, alpha, alnum, lower, upper, xdigit and word are known.";
            return false;
        }

        // The expression is anchored anyway.
        pattern = pattern.StartsWith('^') ? pattern[1..] : pattern;
        pattern = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] : pattern;
        if (ExpressionParser.Parse(pattern, ignoreCase, out string? wrong) is null || ExpressionParser.Parse($"^({pattern})$", ignoreCase, out wrong) is not { } parsed)
        {
            fault = wrong ?? "it is too long.";
            return false;
        }

        fault = null;
        expression = new MatcherExpression(new TextExpression([.. parsed.ToNumbers()]), ignoreCase);
        return true;
    }

    /// <summary>Whether a text matches.</summary>
    public bool Matches(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (isFolded)
        {
            Ascii.ToLowerInPlace(utf8, out _);
        }

        return expression.Matches(utf8);
    }
}
