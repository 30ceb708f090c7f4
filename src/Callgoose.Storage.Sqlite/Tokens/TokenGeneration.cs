using System.Buffers.Binary;
using System.Security.Cryptography;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>
/// A number that every change of the tokens replaces, in a file that all processes on the data folder have open: seeing whether
/// anything changed costs a server one read of eight bytes. May be used from any thread.
/// </summary>
/// <remarks>
/// It is read rather than mapped: a mapped file that somebody cuts ends the process. It only says when to look again. What holds is in the
/// database, at which <see cref="TokenDirectory"/> looks by itself twice a second, so a file that was removed, cut or reset, or whatever stands in its
/// place, hides nothing for longer, and keeps nobody from changing tokens.
/// </remarks>
internal sealed class TokenGeneration : IDisposable
{
    /// <summary>What is read where there is no number.</summary>
    private const long None = -1;

    private readonly DataFolder folder;
    private volatile SafeFileHandle? file;

    private TokenGeneration(DataFolder folder, SafeFileHandle? file)
    {
        this.folder = folder;
        this.file = file;
    }

    /// <summary>The file.</summary>
    public string Path => folder.TokenGeneration;

    /// <summary>The number now.</summary>
    /// <exception cref="StoreException">The disk fails.</exception>
    public long Current
    {
        get
        {
            Span<byte> number = stackalloc byte[sizeof(long)];
            try
            {
                return file is SafeFileHandle open && RandomAccess.Read(open, number, 0) == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(number) : None;
            }
            catch (IOException e)
            {
                throw new StoreException($"'{Path}' cannot be read: {e.Message}");
            }
        }
    }

    /// <summary>Opens the file, and makes it if it is not there.</summary>
    public static TokenGeneration Open(DataFolder folder) => new(folder, OpenFile(folder));

    /// <summary>Replaces the number. Called after the change was committed: who then sees the new number reads the new tokens.</summary>
    /// <remarks>At random, so that two processes which do it at once never leave a number that was seen before.</remarks>
    public void Raise()
    {
        if (file is not SafeFileHandle open)
        {
            return;
        }

        Span<byte> number = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(number);
        number[^1] &= 0x7F;
        try
        {
            RandomAccess.Write(open, number, 0);
        }
        catch (IOException)
        {
            // The change is committed: a full disk delays who sees it, and does not undo it.
        }
    }

    /// <summary>Goes over to the file that stands at the path now, for the case that the one before was removed or replaced. Reads nothing.</summary>
    public void Renew()
    {
        // The one before is left to the finalizer: somebody may be reading it.
        file = OpenFile(folder);
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    /// <returns>Null if what stands in its place is no file (a folder, a pipe, a link to nowhere), or it cannot be opened.</returns>
    private static SafeFileHandle? OpenFile(DataFolder folder)
    {
        try
        {
            OwnerFile.Create(folder.TokenGeneration);
            SafeFileHandle open = File.OpenHandle(folder.TokenGeneration, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (HasPlaces(open))
            {
                return open;
            }

            open.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The database tells what holds without it, half a second later.
        }

        return null;
    }

    /// <returns>False for a pipe, from which nothing can be read twice.</returns>
    private static bool HasPlaces(SafeFileHandle open)
    {
        try
        {
            return RandomAccess.GetLength(open) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }
}
