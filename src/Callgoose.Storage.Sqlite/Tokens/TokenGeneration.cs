using System.IO.MemoryMappedFiles;

namespace Callgoose.Storage.Sqlite;

/// <summary>
/// A number that every change of the tokens raises, in a file that all processes on the data folder have mapped: seeing
/// whether anything changed costs a server one read of memory.
/// </summary>
/// <remarks>It only says when to look again. What holds is in the database, so a lost or reset file loses nothing but that.</remarks>
internal sealed unsafe class TokenGeneration : IDisposable
{
    private readonly MemoryMappedViewAccessor view;
    private readonly long* number;

    private TokenGeneration(MemoryMappedFile file)
    {
        view = file.CreateViewAccessor(0, sizeof(long));
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        number = (long*)(start + view.PointerOffset);
    }

    /// <summary>The number now.</summary>
    public long Current => Volatile.Read(ref *number);

    /// <summary>Maps the file, and makes it if it is not there.</summary>
    public static TokenGeneration Open(DataFolder folder)
    {
        DataFolder.CreateFile(folder.TokenGeneration);
        var stream = new FileStream(folder.TokenGeneration, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (stream.Length < sizeof(long))
        {
            stream.SetLength(sizeof(long));
        }

        // The mapping outlives the handles of the file.
        using var file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        return new TokenGeneration(file);
    }

    /// <summary>Raises the number. Called after the change was committed: who then sees the new number reads the new tokens.</summary>
    public void Raise() => Interlocked.Increment(ref *number);

    /// <inheritdoc/>
    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
