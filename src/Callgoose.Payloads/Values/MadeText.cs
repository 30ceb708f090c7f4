namespace Callgoose.Payloads;

/// <summary>A text that consists of values and fixed texts (Catalog/README.md 3): <c>{labels.alertname} on {labels.instance}</c>.</summary>
/// <param name="scratch">The buffer for the text.</param>
public ref struct MadeText(ScratchBuffer scratch)
{
    /// <summary>The maximum number of bytes that are used of a value: people read the text, and a body of one megabyte must not become one of eight.</summary>
    public const int ValueBytes = 1024;

    private readonly ScratchBuffer scratch = scratch;
    private ReadOnlySpan<byte> made;
    private bool hasValue;

    /// <summary>The text; empty if none of its values exists.</summary>
    public readonly ReadOnlySpan<byte> Text => hasValue ? made : default;

    /// <summary>Adds a fixed text of the schema file.</summary>
    public void Around(ReadOnlySpan<byte> text) => Add(text);

    /// <summary>Adds the text of a value, which is empty if the value is missing.</summary>
    public void Value(ReadOnlySpan<byte> text)
    {
        int length = Math.Min(text.Length, ValueBytes);
        while (length < text.Length && length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        hasValue |= length > 0;
        Add(text[..length]);
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        Span<byte> longer = scratch.Take(made.Length + text.Length);
        made.CopyTo(longer);
        text.CopyTo(longer[made.Length..]);
        made = longer;
    }
}
