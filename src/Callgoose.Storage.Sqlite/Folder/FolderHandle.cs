using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>An open folder, for which .NET has no type: it can be locked, and its directory entries can be synced.</summary>
internal sealed partial class FolderHandle : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int ExclusiveWithoutWaiting = 2 | 4;

    private readonly SafeFileHandle handle;

    private FolderHandle(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FolderHandle Open(string path)
    {
        int descriptor = OpenFile(path, CloseOnExec);
        return descriptor >= 0
            ? new FolderHandle(new SafeFileHandle(descriptor, ownsHandle: true))
            : throw new DirectoryNotFoundException($"The folder '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Takes the system's advisory lock (flock), which ends with the handle or the process.</summary>
    /// <returns>False if another process has it.</returns>
    public bool TryLock() => LockFile(handle, ExclusiveWithoutWaiting) == 0;

    /// <summary>Makes added and removed directory entries durable.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Sync()
    {
        if (SyncFile(handle) != 0)
        {
            throw new IOException($"A data folder cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int LockFile(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle file);
}
