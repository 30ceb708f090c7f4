using System.Text;
using Callgoose.Storage.Files;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// Records in a file (<c>folder.state</c>) which files a data folder must have: its databases once a server has run on it, and their
/// write-ahead logs, too, while one runs or after one crashed. Without this record a folder with a missing file would look like a new one.
/// <see cref="MissingFiles"/> finds what is missing.
/// </summary>
internal static class FolderState
{
    /// <summary>The name of the file.</summary>
    public const string Name = "folder.state";

    /// <summary>The maximum size of the file, which has one line for each of a handful of files.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads the file.</summary>
    /// <returns>Null if no server has run on the folder.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FolderNote? Read(DataFolder folder)
    {
        string path = Path.Combine(folder.Path, Name);
        return File.Exists(path) ? FolderNote.Parse(Encoding.UTF8.GetString(BoundedFile.Read(path, MaxBytes))) : null;
    }

    /// <summary>
    /// Records that the logs are part of the databases from now on. The databases and their logs must exist: when this returns, the
    /// directory entries of all of them are durable.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void BeginUse(DataFolder folder)
    {
        // After a crash there is nothing to write, for which a full disk might have no room.
        FolderNote? noted = Read(folder);
        if (noted is not { IsInUse: true })
        {
            Write(folder, new FolderNote(true, noted?.Files ?? []));
        }
    }

    /// <summary>Records that a folder has one more database. It must be open, with its log.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void AddFile(DataFolder folder, string path)
    {
        string name = Path.GetFileName(path);
        if (Read(folder) is FolderNote noted && !noted.Files.Contains(name))
        {
            Write(folder, noted with { Files = [.. noted.Files, name] });
        }
    }

    /// <summary>Records that the logs are empty, if they are: then they may be missing.</summary>
    /// <exception cref="IOException">It cannot be written; the logs still count.</exception>
    public static void EndUse(DataFolder folder)
    {
        // A missing log may have been removed with all its content.
        IReadOnlyList<string> files = Read(folder)?.Files ?? [];
        IEnumerable<string> logs = folder.Databases.Concat(folder.HasDeliveries ? [folder.Delivery] : []).Select(static database => database + "-wal");
        if (logs.All(static log => new FileInfo(log) is { Exists: true, Length: 0 }))
        {
            Write(folder, new FolderNote(false, files));
        }
    }

    private static void Write(DataFolder folder, FolderNote note)
    {
        // Written beside the old file first: a crash leaves the old or the new file, and a full disk the old one.
        string path = Path.Combine(folder.Path, Name);
        string next = path + ".next";
        File.Delete(next);
        using (var stream = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.ASCII.GetBytes(note.ToString()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        using FolderHandle names = FolderHandle.Open(folder.Path);
        names.Sync();
    }
}
