namespace Callgoose.Schema;

/// <summary>A JSON object.</summary>
internal sealed class SchemaObject(ByteSpan span, IReadOnlyList<SchemaMember> members) : SchemaNode(span)
{
    /// <summary>Its members in the order of the file; no name occurs twice.</summary>
    public IReadOnlyList<SchemaMember> Members { get; } = members;

    /// <inheritdoc/>
    public override string Kind => "an object";
}
