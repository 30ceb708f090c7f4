using System.Buffers;

namespace Callgoose.Incidents;

/// <summary>
/// All text of one call in one growing buffer. A <see cref="TextRange"/> names a text in it, and stays valid longer than spans over the
/// request.
/// </summary>
/// <remarks>
/// Spans over the arena become invalid with the next append, which may move the buffer; ranges stay valid. The arena permanently owns a
/// buffer of up to <see cref="KeptBytes"/>. A larger one is rented, and <see cref="Reset"/> returns it: one large body does not stay in
/// memory, and consecutive large bodies allocate nothing. Not thread-safe.
/// </remarks>
public sealed class TextArena
{
    /// <summary>The maximum size of a buffer that <see cref="Reset"/> keeps.</summary>
    public const int KeptBytes = 16 * 1024;

    private byte[] own = new byte[2048];
    private byte[] buffer;
    private int length;

    /// <summary>Creates an empty arena.</summary>
    public TextArena() => buffer = own;

    /// <summary>The number of bytes in use.</summary>
    public int Length => length;

    /// <summary>All bytes in use.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>The bytes of a range.</summary>
    public ReadOnlySpan<byte> this[TextRange range] => buffer.AsSpan(range.Start, range.Length);

    /// <summary>Copies <paramref name="text"/> to the end. It must not be a span over this arena.</summary>
    public TextRange Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        return Commit(text.Length);
    }

    /// <summary>Returns a buffer of at least <paramref name="size"/> bytes after the last used byte, to be filled and then committed.</summary>
    public Span<byte> Reserve(int size)
    {
        if (size > buffer.Length - length)
        {
            Grow(size);
        }

        return buffer.AsSpan(length);
    }

    /// <summary>Adds the first <paramref name="size"/> bytes of the buffer from <see cref="Reserve"/> to the used bytes.</summary>
    public TextRange Commit(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, buffer.Length - length);
        var range = new TextRange(length, size);
        length += size;
        return range;
    }

    /// <summary>Replaces bytes by others. Ranges after them no longer match.</summary>
    /// <param name="start">The offset of the replaced bytes.</param>
    /// <param name="count">Their number.</param>
    /// <param name="with">The new bytes. It must not be a span over this arena.</param>
    public void Replace(int start, int count, ReadOnlySpan<byte> with)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(length - start));
        Reserve(Math.Max(0, with.Length - count));
        if (with.Length != count)
        {
            buffer.AsSpan(start + count, length - start - count).CopyTo(buffer.AsSpan(start + with.Length));
        }

        with.CopyTo(buffer.AsSpan(start));
        length += with.Length - count;
    }

    /// <summary>Removes all bytes.</summary>
    public void Reset()
    {
        length = 0;
        UseInstead(own);
    }

    private void Grow(int size)
    {
        int wanted = checked(Math.Max(length + size, 2 * buffer.Length));
        byte[] larger = wanted > KeptBytes ? ArrayPool<byte>.Shared.Rent(wanted) : own = new byte[wanted];
        buffer.AsSpan(0, length).CopyTo(larger);
        UseInstead(larger);
    }

    private void UseInstead(byte[] other)
    {
        if (buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = other;
    }
}
