namespace Callgoose.Schema;

/// <summary>A JSON value of a schema file and where it stands.</summary>
internal abstract class SchemaNode(ByteSpan span)
{
    /// <summary>All of its bytes.</summary>
    public ByteSpan Span { get; } = span;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}
