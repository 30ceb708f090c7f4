using System.Buffers;

namespace Callgoose.Payloads;

/// <summary>
/// A buffer for the few texts of a payload that cannot be used unchanged: escaped strings, compacted objects, a body that arrived in
/// pieces. It allocates by advancing an offset, and <see cref="Reset"/> releases everything at once.
/// </summary>
/// <remarks>
/// Spans stay valid until <see cref="Reset"/>: when a chunk is full, another one is rented and the old one is kept. Not thread-safe; a
/// buffer serves one call at a time. <see cref="Reset"/> returns rented chunks. The first chunk is kept for the life of the object, so that
/// the steady state allocates nothing.
/// </remarks>
public sealed class ScratchBuffer
{
    private const int FirstChunkBytes = 4096;

    /// <summary>The maximum length of an escaped name, in bytes. A longer one matches no schema key, because keys have at most 1,024 code points.</summary>
    internal const int NameBytes = 4096;

    private readonly byte[] first = new byte[FirstChunkBytes];
    private readonly List<byte[]> rented = [];
    private byte[] chunk;
    private byte[]? name;
    private int used;

    /// <summary>Creates a buffer with its first chunk.</summary>
    public ScratchBuffer() => chunk = first;

    /// <summary>Returns <paramref name="length"/> bytes of arbitrary content.</summary>
    public Span<byte> Take(int length)
    {
        if (length > chunk.Length - used)
        {
            chunk = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * chunk.Length));
            rented.Add(chunk);
            used = 0;
        }

        Span<byte> taken = chunk.AsSpan(used, length);
        used += length;
        return taken;
    }

    /// <summary>Returns a body as one contiguous span: the segment itself if there is only one, otherwise a copy in this buffer.</summary>
    /// <param name="body">The body; its segments must stay alive as long as the span is used.</param>
    public ReadOnlySpan<byte> Contiguous(scoped in ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            return body.FirstSpan;
        }

        Span<byte> copy = Take(checked((int)body.Length));
        body.CopyTo(copy);
        return copy;
    }

    /// <summary>Returns the current position, for <see cref="Release"/>.</summary>
    public (int Chunks, int Used) Mark() => (rented.Count, used);

    /// <summary>Releases everything that was returned since <see cref="Mark"/>: spans over it become invalid, older ones stay valid.</summary>
    public void Release((int Chunks, int Used) mark)
    {
        while (rented.Count > mark.Chunks)
        {
            ArrayPool<byte>.Shared.Return(rented[^1]);
            rented.RemoveAt(rented.Count - 1);
        }

        chunk = rented.Count == 0 ? first : rented[^1];
        used = mark.Used;
    }

    /// <summary>Releases everything. All spans become invalid.</summary>
    public void Reset()
    {
        used = 0;
        if (rented.Count > 0)
        {
            ReturnChunks();
        }
    }

    private void ReturnChunks()
    {
        foreach (byte[] array in rented)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        rented.Clear();
        chunk = first;
    }

    /// <summary>The buffer in which an escaped name is unescaped; the next one overwrites it.</summary>
    internal Span<byte> Name => name ??= new byte[NameBytes];
}
