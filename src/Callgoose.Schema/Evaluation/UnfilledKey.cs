namespace Callgoose.Schema;

/// <summary>Distinguishes texts that are no incident key from those that are (Catalog/README.md 4).</summary>
internal static class UnfilledKey
{
    private static readonly string[] Nothing = ["null", "undefined", "n/a"];

    private static readonly (string Open, string Close)[] Variables = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}")];

    /// <summary>Tells why a value is no key.</summary>
    /// <param name="value">The value.</param>
    /// <param name="noKey">The texts that mean "none" according to the file.</param>
    /// <param name="marks">How its template writes variables (<see cref="TemplateVariables.Marks"/>).</param>
    /// <param name="template">The text of the template in its place, or null.</param>
    public static KeyProblem Of(string value, EquatableArray<string> noKey, string marks, string? template)
    {
        string text = value.Trim(' ', '\t', '\r', '\n');
        return text.Length == 0 ? KeyProblem.Missing
            : Nothing.Any(word => AsciiCase.Comparer.Equals(word, text)) || noKey.Contains(text) ? KeyProblem.NotAKey
            : text == template
                || Variables.Any(form => text.Length >= form.Open.Length + form.Close.Length && text.StartsWith(form.Open, StringComparison.Ordinal) && text.EndsWith(form.Close, StringComparison.Ordinal))
                || marks.Any(mark => mark == TemplateVariables.DollarName ? IsDollarName(text) : IsBetween(text, mark)) ? KeyProblem.Unexpanded
            : KeyProblem.None;
    }

    /// <summary>Tells whether a text is a name between two marks: <c>*monitorID*</c>.</summary>
    public static bool IsBetween(string text, char mark) =>
        text.Length > 2 && text[0] == mark && text[text.Length - 1] == mark && IsLetter(text[1])
        && text.Substring(1, text.Length - 2).All(static c => IsLetter(c) || c is (>= '0' and <= '9') or '_' or '-' or '.' or ':');

    /// <summary>Tells whether a text is a name in capitals after a dollar: <c>$ALERT_ID</c>.</summary>
    public static bool IsDollarName(string text) => text.Length > 2 && text[0] == '$' && text[1] is >= 'A' and <= 'Z' && text.Skip(1).All(IsCapital);

    /// <summary>Tells whether a character is allowed in a name after a dollar.</summary>
    public static bool IsCapital(char c) => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';

    private static bool IsLetter(char c) => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
