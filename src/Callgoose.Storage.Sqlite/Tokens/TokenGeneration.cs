using System.Buffers.Binary;
using System.Security.Cryptography;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>
/// A number that changes with every change of the tokens. It is in a file that all processes on the data folder have open, so that a server
/// notices a change with one read of eight bytes. May be used from any thread.
/// </summary>
/// <remarks>
/// The file is read rather than mapped: truncating a mapped file would kill the process. The number only tells when to read the tokens
/// again. The database decides, and <see cref="TokenDirectory"/> checks it anyway twice a second. So a file that is removed, truncated,
/// reset or replaced by anything else hides no change for longer than that, and does not prevent changes of tokens.
/// </remarks>
internal sealed class TokenGeneration : IDisposable
{
    /// <summary>The value if there is no number.</summary>
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

    /// <summary>The current number.</summary>
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

    /// <summary>Opens the file, and creates it if it does not exist.</summary>
    public static TokenGeneration Open(DataFolder folder) => new(folder, OpenFile(folder));

    /// <summary>Replaces the number. Called after the commit of the change: whoever sees the new number then reads the new tokens.</summary>
    /// <remarks>The new number is random, so that two processes which do this at once never leave a number that was seen before.</remarks>
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
            // The change is committed: a full disk only delays when others see it.
        }
    }

    /// <summary>Opens the file that is at the path now, in case the previous one was removed or replaced. Reads nothing.</summary>
    public void Renew()
    {
        // The finalizer closes the previous file, because another thread may be reading it.
        file = OpenFile(folder);
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    /// <returns>Null if something other than a file is in its place (a folder, a pipe, a broken link), or it cannot be opened.</returns>
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
            // Without the file, changes are seen through the database, half a second later.
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
