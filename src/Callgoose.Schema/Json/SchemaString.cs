namespace Callgoose.Schema;

/// <summary>A JSON string.</summary>
internal sealed class SchemaString(ByteSpan span, string text) : SchemaNode(span)
{
    /// <summary>Its text, unescaped.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string Kind => "a string";
}
