namespace Callgoose.Schema;

/// <summary>Texts on one line without characters that a terminal obeys rather than shows.</summary>
internal static class PlainText
{
    /// <summary>
    /// Whether a character is obeyed: control characters, separators of lines and paragraphs, and what sets the direction of writing
    /// (Unicode Standard Annex 9). As <c>ObeyedCharacters</c> of Callgoose.Payloads, which the generator cannot know.
    /// </summary>
    public static bool IsObeyed(char character) =>
        char.IsControl(character) || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u206F');

    /// <summary>The text with <c>\u001B</c> in place of such a character.</summary>
    public static string Show(string text) => text.Any(IsObeyed) ? string.Concat(text.Select(Show)) : text;

    private static string Show(char character) => IsObeyed(character) ? $"\\u{(int)character:X4}" : character.ToString();
}
