namespace Callgoose.Schema;

/// <summary>Collects what is wrong with one file.</summary>
/// <param name="text">The file's text.</param>
/// <param name="rules">The rules that every file of its kind is held to.</param>
internal sealed class ProblemList(SchemaText text, DocumentRules rules)
{
    /// <summary>How many problems of a file are told: nobody reads more, and each has to be located.</summary>
    public const int MostTold = 100;

    private (int Start, int Line) counted = (0, 1);
    private readonly List<(SchemaRule Rule, ByteSpan Span, string Message)> found = [];

    /// <summary>Starts on a schema file.</summary>
    public ProblemList(SchemaText text)
        : this(text, DocumentRules.Schema)
    {
    }

    public DocumentRules Rules { get; } = rules;

    /// <summary>The problems by place, those at one place in the order in which they were found; of many the first ones.</summary>
    public IReadOnlyList<SchemaProblem> Problems =>
        [.. found.OrderBy(static problem => problem.Span.Start).Take(MostTold).Select(problem => new SchemaProblem(problem.Rule, text.Locate(problem.Span), problem.Message))];

    /// <summary>How many there are.</summary>
    public int Count => found.Count;

    /// <summary>How many there are that <see cref="Problems"/> leaves out.</summary>
    public int Hidden => Math.Max(0, Count - MostTold);

    /// <summary>The line of some bytes, from 1. Cheap where spans come in the order of the file.</summary>
    public int LineOf(ByteSpan span)
    {
        if (span.Start < counted.Start)
        {
            counted = (0, 1);
        }

        counted = (span.Start, counted.Line + LinesIn(counted.Start, span.Start));
        return counted.Line;
    }

    private int LinesIn(int start, int end)
    {
        int lines = 0;
        for (int i = start; i < end; i++)
        {
            lines += text.Utf8[i] == '\n' ? 1 : 0;
        }

        return lines;
    }

    /// <summary>Adds a problem. What a terminal would obey in the message, because it stands in the file, is shown as an escape.</summary>
    public void Add(SchemaRule rule, ByteSpan span, string message) => found.Add((rule, span, PlainText.Show(message)));
}
