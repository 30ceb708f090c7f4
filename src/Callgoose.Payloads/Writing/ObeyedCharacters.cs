namespace Callgoose.Payloads;

/// <summary>Characters that control a terminal or a log viewer instead of being shown.</summary>
public static class ObeyedCharacters
{
    /// <summary>
    /// Tells whether a character is one of them: control characters (C0, DEL, C1), separators of lines and paragraphs, and characters that
    /// set the direction of writing (Unicode Standard Annex 9). All are in the first plane. Joiners are not included: scripts and emoji
    /// need them.
    /// </summary>
    public static bool Contains(char character) =>
        char.IsControl(character) || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u206F');
}
