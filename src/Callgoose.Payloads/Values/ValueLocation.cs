namespace Callgoose.Payloads;

/// <summary>
/// Where a value stands in a body: what can be kept in an array, where a <see cref="Utf8Value"/> cannot. Means nothing
/// without its body. The default is a missing value.
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

    /// <summary>True for the default: nothing stands there.</summary>
    public bool IsMissing => kind == ValueKind.Missing;

    /// <summary>The JSON type, or missing.</summary>
    internal ValueKind Kind => kind;

    /// <summary>Where its text starts: that of a string behind the quote.</summary>
    internal int Start => start;

    /// <summary>Where it ends: a string behind the closing quote.</summary>
    internal int End => start + length + (kind == ValueKind.String ? 1 : 0);

    /// <summary>The value.</summary>
    /// <param name="body">The body in which it was found.</param>
    public Utf8Value In(ReadOnlySpan<byte> body) => new(body.Slice(start, length), kind, hasEscapes);
}
