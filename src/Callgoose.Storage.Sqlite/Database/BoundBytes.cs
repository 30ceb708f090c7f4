using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// Memory for the bytes that are bound to the parameters of one statement, one block per parameter. As with SQLite's own copies, a value
/// stays until another one is bound. A value that fits into the block of the previous one needs no allocation.
/// </summary>
internal sealed unsafe class BoundBytes : IDisposable
{
    /// <summary>
    /// The maximum length. SQLite itself copies longer values, so that no statement keeps a buffer of the size of the longest description
    /// forever.
    /// </summary>
    public const int Longest = 4096;

    private const int Step = 64;

    private readonly List<(nint Start, int Length)> pieces = [];

    /// <summary>Copies bytes into the block of a parameter. The statement must not be running.</summary>
    /// <param name="parameter">The parameter, from 1.</param>
    /// <param name="value">At most <see cref="Longest"/> bytes.</param>
    public byte* Keep(int parameter, ReadOnlySpan<byte> value)
    {
        while (pieces.Count < parameter)
        {
            pieces.Add(default);
        }

        (nint start, int length) = pieces[parameter - 1];
        if (length < value.Length)
        {
            length = (value.Length + Step - 1) / Step * Step;
            start = (nint)NativeMemory.Realloc((void*)start, (nuint)length);
            pieces[parameter - 1] = (start, length);
        }

        value.CopyTo(new Span<byte>((void*)start, length));
        return (byte*)start;
    }

    /// <summary>Frees the memory. The statement must be finalized before.</summary>
    public void Dispose()
    {
        foreach ((nint start, _) in pieces)
        {
            NativeMemory.Free((void*)start);
        }

        pieces.Clear();
    }
}
