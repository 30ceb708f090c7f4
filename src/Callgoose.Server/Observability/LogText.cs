using Callgoose.Payloads;

namespace Callgoose.Observability;

/// <summary>Prepares texts for a log line: one line, no terminal control sequences, limited length.</summary>
internal static class LogText
{
    /// <summary>The maximum number of characters: enough for a message with the stack trace of its exception.</summary>
    public const int MaxLength = 8192;

    /// <summary>Prepares a text for a line of text.</summary>
    public static string Of(string text) => TerminalText.Line(Shortened(text).ReplaceLineEndings(" "));

    /// <summary>Shortens a text for a format with its own escaping.</summary>
    public static string Shortened(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
