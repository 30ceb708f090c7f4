using System.Text.RegularExpressions;

namespace Callgoose.Schema;

/// <summary>A tool's template as it may look after the tool has filled in its variables.</summary>
internal static class FilledTemplate
{
    private const string Value = "1";

    /// <summary>The replacements: a value for a variable, nothing for a control statement of the template.</summary>
    private static readonly (string Pattern, string By)[] Forms =
    [
        (@"\{%.*?%\}", string.Empty), (@"\{\{[#/^!].*?\}\}", string.Empty), (@"\{\{.*?\}\}", Value), (@"\$\{.*?\}", Value), (@"#\{.*?\}", Value),
        (@"\$[A-Za-z_][A-Za-z0-9_.:]*\$", Value), (@"\$[A-Za-z_][A-Za-z0-9_]*", Value),
    ];

    /// <summary>Reads the filled template as JSON.</summary>
    /// <returns>Null if it is not JSON, however its variables are filled in.</returns>
    public static PayloadDocument? Read(string template)
    {
        string filled = Forms.Aggregate(template, static (text, form) => Regex.Replace(text, form.Pattern, form.By, RegexOptions.CultureInvariant | RegexOptions.Singleline));
        string names = Regex.Replace(filled, @"([*%])[A-Za-z][A-Za-z0-9_.:-]*\1", Value, RegexOptions.CultureInvariant);
        return PayloadDocument.TryParse(template) ?? PayloadDocument.TryParse(filled) ?? PayloadDocument.TryParse(names);
    }
}
