namespace Callgoose.Incidents;

/// <summary>A range of bytes in a <see cref="TextArena"/>. The default value is an empty one.</summary>
/// <param name="Start">The offset of the first byte.</param>
/// <param name="Length">The length in bytes.</param>
public readonly record struct TextRange(int Start, int Length)
{
    /// <summary>True if there are no bytes.</summary>
    public bool IsEmpty => Length == 0;
}
