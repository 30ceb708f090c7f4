using System.Text;
using Callgoose.Payloads;

namespace Callgoose.Terminal;

/// <summary>A table for people: columns as wide as their widest cell, two spaces between them.</summary>
internal sealed class TextTable(params string[] header)
{
    private const string Between = "  ";

    private readonly List<string[]> rows = [header];

    /// <summary>The maximum width of a line. A longer line has its last cell cut, with "…" at the end. Unlimited by default.</summary>
    public int MaxWidth { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether a table that is too wide shows each row as a paragraph instead, with the headings beside the cells. For tables where people need more than the first
    /// columns, such as an id for the next command.
    /// </summary>
    public bool Stacks { get; init; }

    /// <summary>Creates a table that loses nothing on a terminal: if it is too wide there, it stacks.</summary>
    public static TextTable Whole(params string[] header) => new(header) { MaxWidth = TerminalSize.Width, Stacks = true };

    /// <summary>Adds a row with a cell per column. Control characters become spaces, so that no cell breaks the table.</summary>
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

    // The first cell, and below it the others, as many per line as fit; empty cells are omitted.
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

    // A text longer than a line continues on the next one, split at its last space if there is one.
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

        // Do not split a surrogate pair.
        int end = char.IsHighSurrogate(line[MaxWidth - 2]) ? MaxWidth - 2 : MaxWidth - 1;
        return string.Concat(line.AsSpan(0, end), "…");
    }
}
