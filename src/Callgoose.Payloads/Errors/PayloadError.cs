namespace Callgoose.Payloads;

/// <summary>What is wrong with a body, and where. The default value means no error.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Offset">The offset of the wrong byte, from 0 at the first byte of the body (a byte order mark counts).</param>
public readonly record struct PayloadError(PayloadErrorKind Kind, int Offset)
{
    /// <summary>True if the body was accepted.</summary>
    public bool IsNone => Kind == PayloadErrorKind.None;
}
