namespace Callgoose.Schema;

/// <summary>Collects what is wrong with one file, in the order in which it is found.</summary>
internal sealed class ProblemList(SchemaText text)
{
    private readonly List<SchemaProblem> problems = [];

    public IReadOnlyList<SchemaProblem> Problems => problems;

    public int Count => problems.Count;

    public void Add(SchemaRule rule, ByteSpan span, string message) =>
        problems.Add(new SchemaProblem(rule, text.Locate(span), message));
}
