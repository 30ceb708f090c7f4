using Microsoft.CodeAnalysis.CSharp;

namespace Callgoose.Generators.Emit;

/// <summary>Converts texts of schema files to C# source.</summary>
internal static class Literals
{
    /// <summary>A string literal.</summary>
    public static string Text(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A UTF-8 literal.</summary>
    public static string Utf8(string text) => Text(text) + "u8";

    /// <summary>A string literal or <c>null</c>.</summary>
    public static string TextOrNull(string? text) => text is null ? "null" : Text(text);

    /// <summary>A text as the content of a JSON string, with only the escapes that JSON requires.</summary>
    public static string Json(string text) => string.Concat(text.Select(static c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    }));

    /// <summary>A text on one line, for a comment.</summary>
    public static string Comment(string text)
    {
        string literal = Text(text);
        return literal.Substring(1, literal.Length - 2);
    }

    /// <summary>A text for an XML comment.</summary>
    public static string Xml(string text) => Comment(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
