using System.Collections.Concurrent;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>
/// The folder that holds everything a server keeps. Only its owner may enter it (0700) or read its files (0600).
/// </summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The system's error number when flock(2) would have to wait (EWOULDBLOCK).</summary>
    private const int LockIsHeld = 11;

    private readonly ConcurrentQueue<string> warnings = new();

    private DataFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    internal string Incidents => System.IO.Path.Combine(Path, "incidents.db");

    internal string ApiLog => System.IO.Path.Combine(Path, "api-log.db");

    internal string Tokens => System.IO.Path.Combine(Path, "tokens.db");

    internal string Delivery => System.IO.Path.Combine(Path, "delivery.db");

    /// <summary>Whether something was ever to be delivered from here: changes made beside a server then have to be delivered, too.</summary>
    public bool HasDeliveries => File.Exists(Delivery);

    internal string TokenGeneration => System.IO.Path.Combine(Path, "tokens.generation");

    /// <summary>The databases that acknowledged things are in.</summary>
    internal string[] Databases => [Incidents, Tokens];

    /// <summary>What a person has to be told of the folder since it was opened.</summary>
    public IReadOnlyCollection<string> Warnings => warnings;

    private string LockFile => System.IO.Path.Combine(Path, "server.lock");

    /// <summary>Opens a data folder, and makes it if it is not there.</summary>
    /// <exception cref="IOException">It cannot be made, or the path is a file.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static DataFolder Open(string path)
    {
        if (File.Exists(path))
        {
            throw new IOException($"'{path}' is a file, and the data are kept in a folder; name a folder with --data.");
        }

        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        return new DataFolder(path);
    }

    /// <summary>
    /// Makes sure that the folder, which may have been there before or been copied, and the databases in it are their owner's only.
    /// They are not changed: who else could read them is for a person to know.
    /// </summary>
    /// <exception cref="DataFolderExposedException">Others may enter the folder or open a database; the message tells what to do.</exception>
    public void RequireOwnerOnly()
    {
        RequireOwnerOnly(Path, OwnerOnly | UnixFileMode.UserExecute);
        foreach (string file in (string[])[Incidents, ApiLog, Tokens, Delivery])
        {
            if (File.Exists(file))
            {
                RequireOwnerOnly(file, OwnerOnly);
            }
        }
    }

    /// <summary>Takes the folder for one server, until the result is disposed of or the process ends in whatever way.</summary>
    /// <exception cref="DataFolderInUseException">Another server has it.</exception>
    /// <exception cref="IOException">The lock file cannot be made.</exception>
    public IDisposable Lock()
    {
        // The folder itself is locked, too: the file may be removed and made again under a running server.
        FolderHandle self = FolderHandle.Open(Path);
        try
        {
            return self.TryLock() ? new FolderLock(self, LockTheFile()) : throw new DataFolderInUseException(Path, null);
        }
        catch
        {
            self.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that the folder does not belong to another program.</summary>
    /// <exception cref="StoreException">It does; the message tells which files say so, and what to do.</exception>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public void RequireOwn()
    {
        if (ForeignFiles.Find(this) is string foreign)
        {
            throw new StoreException(foreign);
        }
    }

    /// <summary>Makes sure that the folder is this program's, and that nothing is missing from one on which a server has run.</summary>
    /// <exception cref="StoreException">Something is; the message tells what, and what to do.</exception>
    public void RequireWhole()
    {
        RequireOwn();
        if (MissingFiles.Find(this) is { Count: > 0 } missing)
        {
            throw new StoreException(string.Join(' ', missing));
        }
    }

    /// <summary>Lets it be told if the API log is gone, which is begun anew. To be called before it is opened.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public void WarnOfLostApiLog()
    {
        if (MissingFiles.FindApiLog(this) is string sentence)
        {
            Warn(sentence);
        }
    }

    /// <summary>Whether a server has run on the folder: then its databases have tables.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    internal bool WasUsed => FolderState.Read(this) is not null;

    /// <summary>
    /// Keeps a copy of each write-ahead log that is damaged in the middle, before anybody opens and overwrites it. To be called with the folder locked.
    /// </summary>
    /// <returns>Whether there was one: then <c>IntegrityCheck.RequireSound</c> is to be called before anything is taken.</returns>
    /// <exception cref="IOException">It cannot be read or copied.</exception>
    public bool KeepDamagedLogs()
    {
        IReadOnlyList<string> damage = DamagedLogs.Keep(this);
        foreach (string sentence in damage)
        {
            Warn(sentence);
        }

        return damage.Count > 0;
    }

    /// <summary>The copies of damaged logs that are in the folder, by their names.</summary>
    public IReadOnlyList<string> DamagedLogCopies => [.. DamagedLogs.Copies(this).Select(static path => System.IO.Path.GetFileName(path))];

    /// <summary>Notes that what is in the write-ahead logs belongs to the databases from now on. To be called when both are open.</summary>
    /// <exception cref="IOException">It cannot be noted.</exception>
    public void BeginUse() => FolderState.BeginUse(this);

    /// <summary>Notes that deliveries are kept in the folder from now on. To be called when their database is open.</summary>
    public void BeginDeliveries() => NoteFile(Delivery);

    /// <summary>Notes that the folder has an API log. To be called when its database is open.</summary>
    public void BeginApiLog() => NoteFile(ApiLog);

    /// <summary>Notes that all is in the databases, if it is. To be called when all have been closed.</summary>
    /// <exception cref="IOException">It cannot be noted, and the logs still count.</exception>
    public void EndUse() => FolderState.EndUse(this);

    /// <summary>Without the note nobody misses the file once it is gone. A disk that is full now is no reason not to start: the next start notes it.</summary>
    private void NoteFile(string path)
    {
        try
        {
            FolderState.AddFile(this, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warn($"'{System.IO.Path.Combine(Path, FolderState.Name)}' cannot be written: {e.Message}");
        }
    }

    /// <summary>Keeps something to be told.</summary>
    internal void Warn(string warning) => warnings.Enqueue(warning);

    /// <summary>The sizes of the databases and of their write-ahead logs, in bytes; 0 where there is none.</summary>
    public IEnumerable<(string Name, long Bytes)> FileSizes() => new[] { Incidents, ApiLog, Tokens, Delivery }
        .SelectMany(static path => new[] { path, path + "-wal" })
        .Select(static path => new FileInfo(path))
        .Select(static file => (file.Name, file.Exists ? file.Length : 0));

    /// <summary>How many bytes more the file system takes; 0 if the folder is gone.</summary>
    public long FreeBytes()
    {
        try
        {
            return new DriveInfo(System.IO.Path.GetFullPath(Path)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private FileStream LockTheFile()
    {
        try
        {
            // FileShare.None is an advisory lock of the system (flock), which no crash leaves behind.
            return new FileStream(LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (IOException e) when (e.HResult == LockIsHeld)
        {
            throw new DataFolderInUseException(Path, e);
        }
    }

    private static void RequireOwnerOnly(string path, UnixFileMode wanted)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & Others) != UnixFileMode.None)
        {
            throw new DataFolderExposedException(path, mode, wanted);
        }
    }
}
