namespace Callgoose.Terminal;

/// <summary>
/// Texts that senders wrote, for a terminal: without control characters, with which a payload could move the cursor, change what is
/// shown elsewhere or type into the shell.
/// </summary>
internal static class TerminalText
{
    /// <summary>A text for one line: every control character is a blank.</summary>
    public static string Line(string text) => Replace(text, kept: "");

    /// <summary>A text of several lines: every control character but line ends and tabs is a blank.</summary>
    public static string Block(string text) => Replace(text, kept: "\n\t");

    private static string Replace(string text, string kept) => string.Create(text.Length, (text, kept), static (span, from) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            char character = from.text[i];
            span[i] = char.IsControl(character) && !from.kept.Contains(character) ? ' ' : character;
        }
    });
}
