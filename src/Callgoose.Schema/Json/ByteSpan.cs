namespace Callgoose.Schema;

/// <summary>A run of bytes of a schema file's UTF-8 text.</summary>
/// <param name="Start">The offset of the first byte.</param>
/// <param name="Length">The length in bytes.</param>
public readonly record struct ByteSpan(int Start, int Length)
{
    /// <summary>The offset behind the last byte.</summary>
    public int End => Start + Length;
}
