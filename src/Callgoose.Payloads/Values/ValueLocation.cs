namespace Callgoose.Payloads;

/// <summary>
/// The location of a value in a body. It can be stored in an array, unlike a <see cref="Utf8Value"/>, but needs its body to be used. The
/// default is a missing value.
/// </summary>
public readonly record struct ValueLocation
{
    private readonly int start;
    private readonly int length;
    private readonly ValueKind kind;
    private readonly bool hasEscapes;

    internal ValueLocation(int start, int length, ValueKind kind, bool hasEscapes)
    {
        this.start = start;
        this.length = length;
        this.kind = kind;
        this.hasEscapes = hasEscapes;
    }

    /// <summary>True for the default: there is no value.</summary>
    public bool IsMissing => kind == ValueKind.Missing;

    /// <summary>The JSON type, or missing.</summary>
    internal ValueKind Kind => kind;

    /// <summary>The offset of its text; for a string after the quote.</summary>
    internal int Start => start;

    /// <summary>The offset of its end; for a string after the closing quote.</summary>
    internal int End => start + length + (kind == ValueKind.String ? 1 : 0);

    /// <summary>The value.</summary>
    /// <param name="body">The body in which it was found.</param>
    public Utf8Value In(ReadOnlySpan<byte> body) => new(body.Slice(start, length), kind, hasEscapes);
}
