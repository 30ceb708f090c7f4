namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// What a data folder has to hold, noted in a file of its own (<c>folder.state</c>): once a server has run on it both databases, and while one
/// runs, or after one crashed, their write-ahead logs, too. Without that a folder from which somebody took a file looks like a new one.
/// </summary>
internal static class FolderState
{
    /// <summary>The file's name.</summary>
    public const string Name = "folder.state";

    private const string InUse = "callgoose folder: in use\n";
    private const string Closed = "callgoose folder: closed\n";

    /// <summary>
    /// Notes that the logs belong to the databases from now on. The databases are open and their logs there: the names of all of them
    /// are durable when this comes back.
    /// </summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void BeginUse(DataFolder folder)
    {
        // After a crash nothing has to be written, for which a full disk may have no room.
        string path = Path.Combine(folder.Path, Name);
        if (!File.Exists(path) || File.ReadAllText(path) != InUse)
        {
            Write(folder, InUse);
        }
    }

    /// <summary>Notes that the logs are empty, if they are: they may go.</summary>
    /// <exception cref="IOException">It cannot be written; the logs still count.</exception>
    public static void EndUse(DataFolder folder)
    {
        if (folder.Databases.All(static database => LengthOf(database + "-wal") <= 0))
        {
            Write(folder, Closed);
        }
    }

    /// <summary>Tells what is missing from a folder.</summary>
    /// <returns>Sentences, each with what to do; none if all is there, or nothing was ever.</returns>
    public static IReadOnlyList<string> FindMissing(DataFolder folder)
    {
        string state = Path.Combine(folder.Path, Name);
        bool isNoted = File.Exists(state);
        bool isInUse = isNoted && File.ReadAllText(state) != Closed;
        var missing = new List<string>();
        foreach (string database in folder.Databases)
        {
            long length = LengthOf(database);
            long log = LengthOf(database + "-wal");
            string what = length < 0 ? "is missing" : "is empty";
            if (length <= 0 && log > 0)
            {
                missing.Add($"'{database}' {what}, and its write-ahead log '{database}-wal' has {log} bytes that are of no use without it. Put the database back, or start on an empty folder or on a backup.");
            }
            else if (length <= 0 && isNoted)
            {
                missing.Add($"'{database}' {what}, though a server has run on this folder. Put it back with its '-wal', or start on an empty folder or on a backup.");
            }
            else if (log < 0 && isInUse)
            {
                missing.Add($"'{database}-wal' is missing: the server before did not end by itself, and its newest changes are in there. Put it back. If another program has opened the database since, or the databases are those of a backup, nothing is lost: remove '{state}' and start again.");
            }
        }

        return missing;
    }

    /// <summary>The length of a file; -1 if it is not there.</summary>
    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : -1;

    private static void Write(DataFolder folder, string text)
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
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        using FolderHandle names = FolderHandle.Open(folder.Path);
        names.Sync();
    }
}
