namespace Callgoose.Payloads;

/// <summary>
/// Texts that somebody else wrote, for a terminal or a log: without the characters that are obeyed rather than shown. With control
/// characters a payload could move the cursor, change what is shown elsewhere or type into the shell; with those that set the direction
/// of writing it could show a text in another order than it has (Unicode Technical Report 36, "bidirectional text spoofing").
/// </summary>
public static class TerminalText
{
    /// <summary>A text for one line: every character that a terminal would obey is a blank.</summary>
    public static string Line(string text) => Replace(text, kept: "");

    /// <summary>A text of several lines: every character that a terminal would obey, but line ends and tabs, is a blank.</summary>
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
