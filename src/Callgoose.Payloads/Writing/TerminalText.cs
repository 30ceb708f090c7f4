namespace Callgoose.Payloads;

/// <summary>
/// Makes texts of other people safe for a terminal or a log, by replacing the characters that control it. With control characters a payload
/// could move the cursor, change other text on the screen or type into the shell. With characters that set the direction of writing it
/// could show a text in another order than it has (Unicode Technical Report 36, "bidirectional text spoofing").
/// </summary>
public static class TerminalText
{
    /// <summary>Returns a text for one line: a blank replaces every character that controls a terminal.</summary>
    public static string Line(string text) => Replace(text, kept: "");

    /// <summary>Returns a text of several lines: a blank replaces every character that controls a terminal, except line ends and tabs.</summary>
    public static string Block(string text) => Replace(text, kept: "\n\t");

    private static string Replace(string text, string kept) => string.Create(text.Length, (text, kept), static (span, from) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            char character = from.text[i];
            span[i] = ObeyedCharacters.Contains(character) && !from.kept.Contains(character) ? ' ' : character;
        }
    });
}
