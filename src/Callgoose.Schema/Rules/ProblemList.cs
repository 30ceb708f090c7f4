namespace Callgoose.Schema;

/// <summary>Collects what is wrong with one file, in the order in which it is found.</summary>
/// <param name="text">The file's text.</param>
/// <param name="rules">The rules that every file of its kind is held to.</param>
internal sealed class ProblemList(SchemaText text, DocumentRules rules)
{
    private readonly List<SchemaProblem> problems = [];

    /// <summary>Starts on a schema file.</summary>
    public ProblemList(SchemaText text)
        : this(text, DocumentRules.Schema)
    {
    }

    public DocumentRules Rules { get; } = rules;

    public IReadOnlyList<SchemaProblem> Problems => problems;

    public int Count => problems.Count;

    public void Add(SchemaRule rule, ByteSpan span, string message) =>
        problems.Add(new SchemaProblem(rule, text.Locate(span), message));
}
