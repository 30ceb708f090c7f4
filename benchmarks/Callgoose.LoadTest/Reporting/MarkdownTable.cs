using System.Text;

namespace Callgoose.LoadTest.Reporting;

/// <summary>A table in Markdown.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder text = new();

    /// <summary>Begins it with the names of the columns.</summary>
    public MarkdownTable(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(static _ => "---")]);
    }

    /// <summary>Adds a row.</summary>
    public void Row(params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
