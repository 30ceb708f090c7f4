using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

    /// <summary>How many columns of the terminal a line may take; the last cell of a longer one is cut and ends with "…". Not bounded by default.</summary>
    public int MaxWidth { get; init; } = int.MaxValue;

    /// <summary>Adds a row with a cell for each column; control characters are shown as blanks, so that no cell breaks the table.</summary>
    public void Add(params string[] cells) => rows.Add([.. cells.Select(TerminalText.Line)]);

    /// <inheritdoc/>
    public override string ToString()
    {
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            IEnumerable<string> padded = row.Select((cell, column) => cell.PadRight(widths[column]));
            text.Append(Cut(string.Join("  ", padded).TrimEnd())).Append('\n');
        }

        return text.ToString();
    }

    private string Cut(string line)
    {
        if (line.Length <= MaxWidth)
        {
            return line;
        }

        // Not between the two halves of a character.
        int end = char.IsHighSurrogate(line[MaxWidth - 2]) ? MaxWidth - 2 : MaxWidth - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
