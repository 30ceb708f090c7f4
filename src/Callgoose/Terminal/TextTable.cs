using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

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
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
