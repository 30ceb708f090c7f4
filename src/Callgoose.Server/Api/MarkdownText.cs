using System.Buffers;
using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Api;

/// <summary>Escapes untrusted texts for Markdown (CommonMark and GitHub's), so that they appear literally and have no effect.</summary>
internal static class MarkdownText
{
    /// <summary>Characters with a meaning anywhere in a line. An ampersand begins an entity; a bar separates table cells.</summary>
    private static readonly SearchValues<char> Meaning = SearchValues.Create("\\`*_{}[]<>#!|~&$^");

    /// <summary>Characters with a meaning at the start of a line: lists, quotes, headings. A full stop or a bracket after a number makes a list.</summary>
    private static readonly SearchValues<char> MeaningAtBeginning = SearchValues.Create("+-=.):");

    /// <summary>Follows an at sign, so that no tool that shows the document takes the next word as a mention and notifies somebody.</summary>
    private const char WordJoiner = '\u2060';

    /// <summary>Escapes a text within a line; line ends become spaces.</summary>
    public static string Line(string text)
    {
        ReadOnlySpan<char> line = TerminalText.Line(text).AsSpan().Trim();
        var escaped = new StringBuilder(line.Length + 16);
        int digits = 0;
        bool isBeginning = true;
        foreach (char character in line)
        {
            bool hasMeaning = Meaning.Contains(character) || (isBeginning && (digits > 0 ? character is '.' or ')' : MeaningAtBeginning.Contains(character)));
            escaped.Append(hasMeaning ? "\\" : string.Empty).Append(character);
            if (character == '@')
            {
                escaped.Append(WordJoiner);
            }

            isBeginning &= char.IsAsciiDigit(character);
            digits++;
        }

        return escaped.ToString();
    }

    /// <summary>Escapes a text of several lines as a block quote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">The indentation of each line.</param>
    public static string Quotation(string text, string indent)
    {
        var quotation = new StringBuilder();
        foreach (string line in LinesOf(text))
        {
            quotation.Append(indent).Append("> ").Append(Line(line)).Append('\n');
        }

        return quotation.ToString();
    }

    /// <summary>Puts a text unchanged into a code block. The fence is longer than any fence in the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language for syntax colours; empty for none.</param>
    public static string Block(string text, string language)
    {
        string fence = new('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{string.Join('\n', LinesOf(text).Select(TerminalText.Block))}\n{fence}\n";
    }

    private static string[] LinesOf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
