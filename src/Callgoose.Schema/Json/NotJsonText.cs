using System.Text;

namespace Callgoose.Schema;

/// <summary>Explains why a text is not JSON, and what to write. It does not use the parser's messages, which mention the parser's options.</summary>
internal static class NotJsonText
{
    /// <summary>Returns the reason.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="at">The offset at which the parser stopped.</param>
    /// <param name="parser">The parser's message, which distinguishes some cases.</param>
    public static string Of(byte[] utf8, int at, string parser)
    {
        int before = at - 1;
        while (before >= 0 && IsBlank(utf8[before]))
        {
            before--;
        }

        string reason = at >= utf8.Length ? AtEnd(utf8, before)
            : utf8[at] is (byte)'/' or (byte)'#' ? "JSON has no comments. Remove this one"
            : utf8[at] is (byte)'}' or (byte)']' && before >= 0 && utf8[before] == (byte)',' ? "there is a comma before this closing bracket. Remove the comma"
            : utf8[at] == (byte)'\'' ? "strings and names are written in double quotes, not in single ones"
            : utf8[at] < (byte)' ' && !IsBlank(utf8[at]) ? $"the control character {Shown(utf8, at)} is not allowed here. Write it as \\u{utf8[at]:X4} in a text, or remove it"
            : parser.Contains("depth") ? "objects and arrays are nested more than 64 levels deep. Use fewer levels"
            : parser.Contains("within a JSON string") && utf8[at] < (byte)' ' ? "a text ends in the line in which it begins. Write its line breaks as \\n and tabs as \\t, or close it with \""
            : parser.Contains("escapable character") ? $"\\{Shown(utf8, at)} is not an escape. Write \\\\ for a backslash"
            : parser.Contains("hexadecimal digit") ? $"{Shown(utf8, at)} is not a digit of a \\u escape, which has four digits 0 to 9 and A to F"
            : parser.Contains("after a single JSON value") ? $"{Shown(utf8, at)} comes after the end. Remove everything after the last bracket"
            : NeedsComma(utf8, before) ? $"{Shown(utf8, at)} was found where a comma or a closing bracket is expected"
            : NeedsName(utf8, at, before, parser) ? $"{Shown(utf8, at)} was found where a name in double quotes is expected"
            : $"{Shown(utf8, at)} is not the start of a value. A string is written in double quotes; other values are numbers, true, false, null, objects and arrays";
        return $"This is not JSON: {reason}.";
    }

    private static string AtEnd(byte[] utf8, int last) => last < 0
        ? "it is empty. Write an object"
        : $"it ends after {Shown(utf8, last)}, before every bracket and string is closed. Add what is missing";

    private static bool NeedsComma(byte[] utf8, int before) =>
        before >= 0 && utf8[before] is (byte)'"' or (byte)'}' or (byte)']' or (>= (byte)'0' and <= (byte)'9') or (byte)'e' or (byte)'l';

    private static bool NeedsName(byte[] utf8, int at, int before, string parser) =>
        before >= 0 && utf8[at] != (byte)'"' && (utf8[before] == (byte)'{' || (utf8[before] == (byte)',' && parser.Contains("property name")));

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>The character that contains a byte.</summary>
    private static string Shown(byte[] utf8, int at)
    {
        int start = at;
        while (start > 0 && (utf8[start] & 0xC0) == 0x80)
        {
            start--;
        }

        int end = start + 1;
        while (end < utf8.Length && (utf8[end] & 0xC0) == 0x80)
        {
            end++;
        }

        string text = Encoding.UTF8.GetString(utf8, start, end - start);
        return text.Any(PlainText.IsObeyed) ? $"U+{(int)text[0]:X4}" : text;
    }
}
