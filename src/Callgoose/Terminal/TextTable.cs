using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>A table for people: columns as wide as their widest cell, two blanks between them.</summary>
internal sealed class TextTable(params string[] header)
{
    private const string Between = "  ";

    private readonly List<string[]> rows = [header];

    /// <summary>How many columns of the terminal a line may take; the last cell of a longer one is cut and ends with "…". Not bounded by default.</summary>
    public int MaxWidth { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether a table with longer lines shows each row as a paragraph, with the heads beside the cells, instead: for tables whose last column is not the only one
    /// that people need, such as an id that the next command takes.
    /// </summary>
    public bool Stacks { get; init; }

    /// <summary>A table of which nothing is lost on a terminal: one that is too wide there stacks.</summary>
    public static TextTable Whole(params string[] header) => new(header) { MaxWidth = TerminalSize.Width, Stacks = true };

    /// <summary>Adds a row with a cell for each column; control characters are shown as blanks, so that no cell breaks the table.</summary>
    public void Add(params string[] cells) => rows.Add([.. cells.Select(TerminalText.Line)]);

    /// <inheritdoc/>
    public override string ToString()
    {
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        string[] lines = [.. rows.Select(row => string.Join(Between, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd())];
        if (Stacks && lines.Any(line => line.Length > MaxWidth))
        {
            foreach (string[] row in rows.Skip(1))
            {
                Stack(text, row);
            }

            return text.ToString();
        }

        foreach (string line in lines)
        {
            text.Append(Cut(line)).Append('\n');
        }

        return text.ToString();
    }

    // The first cell, and below it the others, as many on a line as fit; empty ones are left out.
    private void Stack(StringBuilder text, string[] row)
    {
        Wrap(text, row[0], string.Empty);
        var line = new StringBuilder();
        for (int column = 1; column < row.Length; column++)
        {
            if (row[column].Length == 0)
            {
                continue;
            }

            string cell = $"{header[column]} {row[column]}";
            if (line.Length > 0 && Between.Length + line.Length + Between.Length + cell.Length > MaxWidth)
            {
                Wrap(text, line.ToString(), Between);
                line.Clear();
            }

            line.Append(line.Length > 0 ? Between : string.Empty).Append(cell);
        }

        if (line.Length > 0)
        {
            Wrap(text, line.ToString(), Between);
        }
    }

    // A text that is longer than a line goes on in the next one, from its last blank if it has one.
    private void Wrap(StringBuilder text, string line, string indent)
    {
        int room = MaxWidth - indent.Length;
        while (line.Length > room)
        {
            int blank = line.LastIndexOf(' ', room);
            int end = blank > room / 2 ? blank : char.IsHighSurrogate(line[room - 1]) ? room - 1 : room;
            text.Append(indent).Append(line.AsSpan(0, end)).Append('\n');
            line = line[end..].TrimStart();
        }

        text.Append(indent).Append(line).Append('\n');
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
