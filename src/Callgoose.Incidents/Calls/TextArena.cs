using System.Buffers;

namespace Callgoose.Incidents;

/// <summary>
/// The bytes of one call in one growing buffer, so that texts can be named by <see cref="TextRange"/> and outlive
/// every span over the request.
/// </summary>
/// <remarks>
/// Spans over the arena are dead after the next append, which may move the buffer; ranges stay. The arena owns a buffer
/// of up to <see cref="KeptBytes"/> for good; a larger one is rented and <see cref="Reset"/> gives it back, so that one
/// large body does not stay in memory and large bodies in a row allocate nothing. Not thread-safe.
/// </remarks>
public sealed class TextArena
{
    /// <summary>How large a buffer survives <see cref="Reset"/>.</summary>
    public const int KeptBytes = 16 * 1024;

    private byte[] own = new byte[2048];
    private byte[] buffer;
    private int length;

    /// <summary>Makes an empty arena.</summary>
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

    /// <summary>Gives room for at least <paramref name="size"/> bytes behind the last one, to be filled and then committed.</summary>
    public Span<byte> Reserve(int size)
    {
        if (size > buffer.Length - length)
        {
            Grow(size);
        }

        return buffer.AsSpan(length);
    }

    /// <summary>Keeps the first <paramref name="size"/> bytes of the room that <see cref="Reserve"/> gave.</summary>
    public TextRange Commit(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, buffer.Length - length);
        var range = new TextRange(length, size);
        length += size;
        return range;
    }

    /// <summary>Puts bytes in the place of others. Ranges behind them are no longer where they were.</summary>
    /// <param name="start">Where the others begin.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="with">What comes in their place. It must not be a span over this arena.</param>
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

    /// <summary>Forgets every byte.</summary>
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
