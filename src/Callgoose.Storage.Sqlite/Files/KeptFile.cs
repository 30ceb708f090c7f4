using System.Text;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Files;

/// <summary>
/// A file that is open, and that has to stay where it is for as long as it is: what is written into one that was removed or replaced is gone
/// with the process. Whoever removes it is asked about by its path, because an open file does not tell. Used by one thread at a time.
/// </summary>
internal sealed class KeptFile
{
    private readonly string path;
    private readonly byte[] terminated;
    private readonly FileStatus opened;
    private long length;

    /// <summary>Notes which file stands at a path. To be called when it has just been opened.</summary>
    /// <exception cref="StoreException">There is none.</exception>
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

    /// <summary>Tells what has become of the file since it was opened. Costs a system call.</summary>
    /// <param name="wantedLength">How long it is at least; less is as if it had been replaced. Null for one that never gets shorter.</param>
    /// <returns>What happened and what to do; null if it is where it was.</returns>
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
