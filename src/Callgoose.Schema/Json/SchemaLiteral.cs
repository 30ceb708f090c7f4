namespace Callgoose.Schema;

/// <summary>A JSON number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
internal sealed class SchemaLiteral(ByteSpan span, string text) : SchemaNode(span)
{
    /// <summary>The JSON text.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string Kind => Text is "true" or "false" ? "a boolean" : Text == "null" ? "null" : "a number";
}
