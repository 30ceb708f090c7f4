using System.Runtime.InteropServices;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// Memory in which the bytes stay that are bound to the parameters of one statement, a piece for each parameter: as with a copy of SQLite's own a value is there
/// until another one is bound, but nothing is allocated for one that fits where the one before was.
/// </summary>
internal sealed unsafe class BoundBytes : IDisposable
{
    /// <summary>Longer values are left to SQLite, so that no statement keeps the room of the longest description for good.</summary>
    public const int Longest = 4096;

    private const int Step = 64;

    private readonly List<(nint Start, int Length)> pieces = [];

    /// <summary>Puts bytes where they stay. The statement must not be running.</summary>
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

    /// <summary>Gives the memory back. The statement must have ended.</summary>
    public void Dispose()
    {
        foreach ((nint start, _) in pieces)
        {
            NativeMemory.Free((void*)start);
        }

        pieces.Clear();
    }
}
