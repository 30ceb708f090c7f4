namespace Callgoose.Schema;

/// <summary>Texts on one line without characters that control a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// Tells whether a character controls a terminal: control characters, separators of lines and paragraphs, and characters that set the
    /// direction of writing (Unicode Standard Annex 9). The same as <c>ObeyedCharacters</c> of Callgoose.Payloads, which the generator
    /// cannot reference.
    /// </summary>
    public static bool IsObeyed(char character) =>
        char.IsControl(character) || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u206F');

    /// <summary>Returns the text with <c>\u001B</c> in place of such a character.</summary>
    public static string Show(string text) => text.Any(IsObeyed) ? string.Concat(text.Select(Show)) : text;

    private static string Show(char character) => IsObeyed(character) ? $"\\u{(int)character:X4}" : character.ToString();
}
