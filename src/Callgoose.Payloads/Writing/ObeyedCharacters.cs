namespace Callgoose.Payloads;

/// <summary>Characters that a terminal, or what shows a log, obeys rather than shows.</summary>
public static class ObeyedCharacters
{
    /// <summary>
    /// Tells whether a character is one: control characters (C0, DEL, C1), separators of lines and paragraphs, and whatever sets the
    /// direction of writing (Unicode Standard Annex 9). All are in the first plane. Joiners are not: scripts and emoji need them.
    /// </summary>
    public static bool Contains(char character) =>
        char.IsControl(character) || character is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u206F');
}
