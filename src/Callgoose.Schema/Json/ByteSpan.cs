namespace Callgoose.Schema;

/// <summary>A range of bytes in a UTF-8 text: of a schema file, or of a payload.</summary>
/// <param name="Start">The offset of the first byte.</param>
/// <param name="Length">The length in bytes.</param>
public readonly record struct ByteSpan(int Start, int Length)
{
    /// <summary>The offset after the last byte.</summary>
    public int End => Start + Length;
}
