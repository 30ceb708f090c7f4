namespace Callgoose.Schema;

/// <summary>A JSON value of a schema file, with its location.</summary>
internal abstract class SchemaNode(ByteSpan span)
{
    /// <summary>All of its bytes.</summary>
    public ByteSpan Span { get; } = span;

    /// <summary>The kind of value, for messages.</summary>
    public abstract string Kind { get; }
}
