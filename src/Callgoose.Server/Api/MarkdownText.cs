using System.Buffers;
using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Api;

/// <summary>Texts that somebody else wrote, for Markdown (CommonMark and GitHub's): they are shown as they are, and are nothing but text.</summary>
internal static class MarkdownText
{
    /// <summary>What has a meaning anywhere in a line. An entity begins with an ampersand, a line of a table is cut at a bar.</summary>
    private static readonly SearchValues<char> Meaning = SearchValues.Create("\\`*_{}[]<>#!|~&$^");

    /// <summary>What has a meaning at the beginning of a line: lists, quotes, headings. Behind a number there a full stop and a bracket make a list.</summary>
    private static readonly SearchValues<char> MeaningAtBeginning = SearchValues.Create("+-=.):");

    /// <summary>Comes behind an at sign: with it no tool that shows the document takes a name behind it for somebody to be told.</summary>
    private const char WordJoiner = '\u2060';

    /// <summary>A text within a line; line ends become blanks.</summary>
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

    /// <summary>A text of several lines as a quotation.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indent">What stands before each line.</param>
    public static string Quotation(string text, string indent)
    {
        var quotation = new StringBuilder();
        foreach (string line in LinesOf(text))
        {
            quotation.Append(indent).Append("> ").Append(Line(line)).Append('\n');
        }

        return quotation.ToString();
    }

    /// <summary>A text as it is, in a block whose fence is longer than any in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">What it is written in, for colours; empty for none.</param>
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
