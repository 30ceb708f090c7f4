using System.Text;
using Callgoose.Storage.Files;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// What a data folder has to hold, noted in a file of its own (<c>folder.state</c>): once a server has run on it its databases, and while one
/// runs, or after one crashed, their write-ahead logs, too. Without that a folder from which somebody took a file looks like a new one.
/// What is missing from it <see cref="MissingFiles"/> tells.
/// </summary>
internal static class FolderState
{
    /// <summary>The file's name.</summary>
    public const string Name = "folder.state";

    /// <summary>A line for each file, of which there are a handful.</summary>
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads what is noted.</summary>
    /// <returns>Null if no server has run on the folder.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FolderNote? Read(DataFolder folder)
    {
        string path = Path.Combine(folder.Path, Name);
        return File.Exists(path) ? FolderNote.Parse(Encoding.UTF8.GetString(BoundedFile.Read(path, MaxBytes))) : null;
    }

    /// <summary>
    /// Notes that the logs belong to the databases from now on. The databases are open and their logs there: the names of all of them
    /// are durable when this comes back.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void BeginUse(DataFolder folder)
    {
        // After a crash nothing has to be written, for which a full disk may have no room.
        FolderNote? noted = Read(folder);
        if (noted is not { IsInUse: true })
        {
            Write(folder, new FolderNote(true, noted?.Files ?? []));
        }
    }

    /// <summary>Notes that a folder has one more database. It is open, and its log is there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void AddFile(DataFolder folder, string path)
    {
        string name = Path.GetFileName(path);
        if (Read(folder) is FolderNote noted && !noted.Files.Contains(name))
        {
            Write(folder, noted with { Files = [.. noted.Files, name] });
        }
    }

    /// <summary>Notes that the logs are empty, if they are: they may go.</summary>
    /// <exception cref="IOException">It cannot be written; the logs still count.</exception>
    public static void EndUse(DataFolder folder)
    {
        // A log that is not there may have been taken with all that it held.
        IReadOnlyList<string> files = Read(folder)?.Files ?? [];
        IEnumerable<string> logs = folder.Databases.Concat(folder.HasDeliveries ? [folder.Delivery] : []).Select(static database => database + "-wal");
        if (logs.All(static log => new FileInfo(log) is { Exists: true, Length: 0 }))
        {
            Write(folder, new FolderNote(false, files));
        }
    }

    private static void Write(DataFolder folder, FolderNote note)
    {
        // Beside the old one first: a crash leaves one or the other, and a full disk the old one.
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
