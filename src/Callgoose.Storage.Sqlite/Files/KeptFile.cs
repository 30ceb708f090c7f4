using System.Text;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Files;

/// <summary>
/// An open file that must stay where it is while it is open: data written into a file that was removed or replaced is gone when the process
/// ends. An open file does not reveal its removal, so the check uses its path. Not thread-safe.
/// </summary>
internal sealed class KeptFile
{
    private readonly string path;
    private readonly byte[] terminated;
    private readonly FileStatus opened;
    private long length;

    /// <summary>Records the identity of the file at a path. Call it directly after opening the file.</summary>
    /// <exception cref="StoreException">There is no file.</exception>
    public KeptFile(string path)
    {
        this.path = path;
        terminated = Encoding.UTF8.GetBytes(path + '\0');
        if (!FileStatus.TryRead(terminated, out opened))
        {
            throw new StoreException($"'{path}' was removed while it was being opened.");
        }

        length = opened.Length;
    }

    /// <summary>Tells what has happened to the file since it was opened. Costs a system call.</summary>
    /// <param name="wantedLength">The minimum length; a shorter file counts as replaced. Null for a file that never shrinks.</param>
    /// <returns>What happened and what to do; null if the file is where it was.</returns>
    public string? FindLoss(long? wantedLength = null)
    {
        string? what = !FileStatus.TryRead(terminated, out FileStatus now) ? "removed"
            : (now.Device, now.Inode) != (opened.Device, opened.Inode) ? "replaced"
            : now.Length < (wantedLength ?? length) ? "cut"
            : null;
        length = now.Length;
        return what is null ? null
            : $"'{path}' was {what} while the server used it, so nothing can be stored there. Stop the server, put the file back or restore a backup, and start it again.";
    }
}
