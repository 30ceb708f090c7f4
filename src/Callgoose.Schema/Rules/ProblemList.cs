namespace Callgoose.Schema;

/// <summary>Collects the problems of one file.</summary>
/// <param name="text">The file's text.</param>
/// <param name="rules">The rules for every file of its kind.</param>
internal sealed class ProblemList(SchemaText text, DocumentRules rules)
{
    /// <summary>The maximum number of listed problems of a file: nobody reads more, and locating each has a cost.</summary>
    public const int MostTold = 100;

    private (int Start, int Line) counted = (0, 1);
    private readonly List<(SchemaRule Rule, ByteSpan Span, string Message)> found = [];

    /// <summary>Creates a list for a schema file.</summary>
    public ProblemList(SchemaText text)
        : this(text, DocumentRules.Schema)
    {
    }

    public DocumentRules Rules { get; } = rules;

    /// <summary>The problems by location, those at one location in the order in which they were found; only the first ones if there are many.</summary>
    public IReadOnlyList<SchemaProblem> Problems =>
        [.. found.OrderBy(static problem => problem.Span.Start).Take(MostTold).Select(problem => new SchemaProblem(problem.Rule, text.Locate(problem.Span), problem.Message))];

    /// <summary>The number of problems.</summary>
    public int Count => found.Count;

    /// <summary>The number of problems that <see cref="Problems"/> leaves out.</summary>
    public int Hidden => Math.Max(0, Count - MostTold);

    /// <summary>The line of some bytes, from 1. Cheap if the calls are in the order of the file.</summary>
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

    /// <summary>Adds a problem. Characters of the file that control a terminal are shown as escapes in the message.</summary>
    public void Add(SchemaRule rule, ByteSpan span, string message) => found.Add((rule, span, PlainText.Show(message)));
}
