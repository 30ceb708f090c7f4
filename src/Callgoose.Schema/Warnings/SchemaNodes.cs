namespace Callgoose.Schema;

/// <summary>The locations of the parts of a schema file without problems.</summary>
/// <param name="root">The file.</param>
internal sealed class SchemaNodes(SchemaObject root)
{
    private readonly IReadOnlyList<SchemaNode> filters = (Find(root, "filters") as SchemaArray)?.Items ?? [];

    /// <summary>The value of a property of the file, or else the file.</summary>
    public SchemaNode Property(string name) => Find(root, name) ?? root;

    /// <summary>The value of a property of an object of the file, or else the file.</summary>
    public SchemaNode Property(string name, string nested) => Find(Property(name), nested) ?? root;

    /// <summary>The value of a property of a filter's part, or else the part.</summary>
    public SchemaNode Property(int filter, string part, string name) => Find(Part(filter, part), name) ?? Part(filter, part);

    /// <summary>A part of a filter.</summary>
    public SchemaNode Part(int filter, string part) => Find(filters[filter], part) ?? filters[filter];

    /// <summary>A condition of a part of a filter.</summary>
    public SchemaNode Condition(int filter, string part, int number) => Property(filter, part, "when") switch
    {
        SchemaArray list when number < list.Items.Count => list.Items[number],
        SchemaObject one when number == 0 => one,

        // The alternative lists are the last condition.
        _ => Property(filter, part, "when_any"),
    };

    /// <summary>The first character of an object or array, which may be long, or the whole value.</summary>
    public static ByteSpan Start(SchemaNode node) => node is SchemaObject or SchemaArray ? new ByteSpan(node.Span.Start, 1) : node.Span;

    private static SchemaNode? Find(SchemaNode node, string name) =>
        (node as SchemaObject)?.Members.FirstOrDefault(member => member.Name == name)?.Value;
}
