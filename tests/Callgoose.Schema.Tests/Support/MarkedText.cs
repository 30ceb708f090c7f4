namespace Callgoose.Schema.Tests;

/// <summary>A text in which <c>⟦</c> and <c>⟧</c> mark the place that a problem must name.</summary>
internal sealed class MarkedText
{
    private const char Open = '⟦';
    private const char Close = '⟧';

    public MarkedText(string marked)
    {
        Start = marked.IndexOf(Open, StringComparison.Ordinal);
        Length = marked.IndexOf(Close, StringComparison.Ordinal) - Start - 1;
        Assert.True(Start >= 0 && Length >= 0, "no place is marked in " + marked);
        Text = marked.Remove(Start + 1 + Length, 1).Remove(Start, 1);
    }

    public string Text { get; }

    public int Start { get; }

    public int Length { get; }

    /// <summary>The place that the parser must report, counted here in an independent way: by splitting the text into lines.</summary>
    public SchemaLocation Location => new(Start, Length, PositionOf(Start), PositionOf(Start + Length));

    private LinePosition PositionOf(int offset) => Lines.PositionOf(Text, offset);
}
