namespace Callgoose.Schema;

/// <summary>A JSON array.</summary>
internal sealed class SchemaArray(ByteSpan span, IReadOnlyList<SchemaNode> items) : SchemaNode(span)
{
    /// <summary>Its elements.</summary>
    public IReadOnlyList<SchemaNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Kind => "an array";
}
