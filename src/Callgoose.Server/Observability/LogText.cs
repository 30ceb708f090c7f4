using Callgoose.Payloads;

namespace Callgoose.Observability;

/// <summary>A text as a line of the log may hold it: one line, nothing that a terminal obeys, and not at any length.</summary>
internal static class LogText
{
    /// <summary>The characters of a text that are kept: enough for a message with the trace of its exception.</summary>
    public const int MaxLength = 8192;

    /// <summary>Makes a text fit a line of text.</summary>
    public static string Of(string text) => TerminalText.Line(Shortened(text).ReplaceLineEndings(" "));

    /// <summary>Makes a text fit a line whose format escapes what it has to.</summary>
    public static string Shortened(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
