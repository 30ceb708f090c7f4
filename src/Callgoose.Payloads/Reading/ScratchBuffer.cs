using System.Buffers;

namespace Callgoose.Payloads;

/// <summary>
/// Room for the few texts of a payload that cannot be used as they stand: escaped strings, compacted objects, a body
/// that arrived in pieces. Handed out by bumping an offset and taken back all at once by <see cref="Reset"/>.
/// </summary>
/// <remarks>
/// Spans stay valid until <see cref="Reset"/>: when a chunk is full a further one is rented and the old one is kept.
/// Not thread-safe; one belongs to one call at a time. Rented chunks are given back by <see cref="Reset"/>, the first
/// one is kept for the life of the object, so that steady state allocates nothing.
/// </remarks>
public sealed class ScratchBuffer
{
    private const int FirstChunkBytes = 4096;

    /// <summary>An escaped name longer than this matches no schema key: keys are at most 1,024 code points.</summary>
    internal const int NameBytes = 4096;

    private readonly byte[] first = new byte[FirstChunkBytes];
    private readonly List<byte[]> rented = [];
    private byte[] chunk;
    private byte[]? name;
    private int used;

    /// <summary>Makes a buffer with its first chunk.</summary>
    public ScratchBuffer() => chunk = first;

    /// <summary>Hands out <paramref name="length"/> bytes of arbitrary content.</summary>
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

    /// <summary>One body as one run of bytes: the segment itself if there is only one, else a copy in this buffer.</summary>
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

    /// <summary>Notes how much is handed out.</summary>
    public (int Chunks, int Used) Mark() => (rented.Count, used);

    /// <summary>Takes back what was handed out since <see cref="Mark"/>: spans over that are dead, older ones are not.</summary>
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

    /// <summary>Takes everything back. Every span that was handed out is dead after this.</summary>
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

    /// <summary>Where an escaped name is unescaped; overwritten by the next one.</summary>
    internal Span<byte> Name => name ??= new byte[NameBytes];
}
