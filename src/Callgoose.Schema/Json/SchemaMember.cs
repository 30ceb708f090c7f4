namespace Callgoose.Schema;

/// <summary>A member of a JSON object.</summary>
/// <param name="name">Its name, unescaped.</param>
/// <param name="nameSpan">The location of the name, including the quotes.</param>
/// <param name="value">Its value.</param>
internal sealed class SchemaMember(string name, ByteSpan nameSpan, SchemaNode value)
{
    public string Name { get; } = name;

    public ByteSpan NameSpan { get; } = nameSpan;

    public SchemaNode Value { get; } = value;
}
