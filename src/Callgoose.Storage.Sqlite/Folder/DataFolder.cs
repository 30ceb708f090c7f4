using System.Collections.Concurrent;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Folder;

/// <summary>The folder with all data of a server. Only its owner may enter it (0700) or read its files (0600).</summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The system's error number if flock(2) would have to wait (EWOULDBLOCK).</summary>
    private const int LockIsHeld = 11;

    private readonly ConcurrentQueue<string> warnings = new();

    private DataFolder(string path) => Path = path;

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    internal string Incidents => System.IO.Path.Combine(Path, "incidents.db");

    internal string ApiLog => System.IO.Path.Combine(Path, "api-log.db");

    internal string Tokens => System.IO.Path.Combine(Path, "tokens.db");

    internal string Delivery => System.IO.Path.Combine(Path, "delivery.db");

    /// <summary>True if the folder ever had deliveries: then changes made without a server must be delivered, too.</summary>
    public bool HasDeliveries => File.Exists(Delivery);

    internal string TokenGeneration => System.IO.Path.Combine(Path, "tokens.generation");

    /// <summary>The databases with acknowledged data.</summary>
    internal string[] Databases => [Incidents, Tokens];

    /// <summary>Warnings about the folder since it was opened, for people.</summary>
    public IReadOnlyCollection<string> Warnings => warnings;

    private string LockFile => System.IO.Path.Combine(Path, "server.lock");

    /// <summary>Opens a data folder, and creates it if it does not exist.</summary>
    /// <exception cref="IOException">It cannot be created, or the path is a file.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
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
    /// Requires that only the owner can access the folder and the databases in it. The folder may have existed before, or may be a copy.
    /// The modes are not changed, because a person should know who else could read the files.
    /// </summary>
    /// <exception cref="DataFolderExposedException">Others may enter the folder or open a database; the message says what to do.</exception>
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

    /// <summary>Locks the folder for one server, until the result is disposed of or the process ends for any reason.</summary>
    /// <exception cref="DataFolderInUseException">Another server has the lock.</exception>
    /// <exception cref="IOException">The lock file cannot be created.</exception>
    public IDisposable Lock()
    {
        // The folder itself is locked as well, because the file may be removed and recreated while a server runs.
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

    /// <summary>Requires that the folder does not belong to another program.</summary>
    /// <exception cref="StoreException">It does; the message says which files show it, and what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void RequireOwn()
    {
        if (ForeignFiles.Find(this) is string foreign)
        {
            throw new StoreException(foreign);
        }
    }

    /// <summary>Requires that the folder belongs to this program, and that no file is missing if a server has run on it.</summary>
    /// <exception cref="StoreException">A file is missing or foreign; the message says which, and what to do.</exception>
    public void RequireWhole()
    {
        RequireOwn();
        if (MissingFiles.Find(this) is { Count: > 0 } missing)
        {
            throw new StoreException(string.Join(' ', missing));
        }
    }

    /// <summary>Adds a warning if the API log is gone; a new one will be created. Call it before opening the log.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public void WarnOfLostApiLog()
    {
        if (MissingFiles.FindApiLog(this) is string sentence)
        {
            Warn(sentence);
        }
    }

    /// <summary>True if a server has run on the folder: then its databases have tables.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal bool WasUsed => FolderState.Read(this) is not null;

    /// <summary>
    /// Keeps a copy of each write-ahead log that is damaged in the middle, before anybody opens and overwrites it. Call it with the folder
    /// locked.
    /// </summary>
    /// <returns>True if there was one: then call <c>IntegrityCheck.RequireSound</c> before anything is accepted.</returns>
    /// <exception cref="IOException">A log cannot be read or copied.</exception>
    public bool KeepDamagedLogs()
    {
        IReadOnlyList<string> damage = DamagedLogs.Keep(this);
        foreach (string sentence in damage)
        {
            Warn(sentence);
        }

        return damage.Count > 0;
    }

    /// <summary>The names of the copies of damaged logs in the folder.</summary>
    public IReadOnlyList<string> DamagedLogCopies => [.. DamagedLogs.Copies(this).Select(static path => System.IO.Path.GetFileName(path))];

    /// <summary>Records that the write-ahead logs are part of the databases from now on. Call it when both are open.</summary>
    /// <exception cref="IOException">It cannot be recorded.</exception>
    public void BeginUse() => FolderState.BeginUse(this);

    /// <summary>Records that the folder has deliveries from now on. Call it when their database is open.</summary>
    public void BeginDeliveries() => NoteFile(Delivery);

    /// <summary>Records that the folder has an API log. Call it when its database is open.</summary>
    public void BeginApiLog() => NoteFile(ApiLog);

    /// <summary>Records that the databases hold all data, if they do. Call it when all have been closed.</summary>
    /// <exception cref="IOException">It cannot be recorded, and the logs still count.</exception>
    public void EndUse() => FolderState.EndUse(this);

    /// <summary>
    /// Adds a file to <c>folder.state</c>. Without this record nobody would notice the loss of the file. A full disk does not prevent the
    /// start: the next start records it.
    /// </summary>
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

    /// <summary>Adds a warning.</summary>
    internal void Warn(string warning) => warnings.Enqueue(warning);

    /// <summary>The sizes of the databases and of their write-ahead logs, in bytes; 0 for missing files.</summary>
    public IEnumerable<(string Name, long Bytes)> FileSizes() => new[] { Incidents, ApiLog, Tokens, Delivery }
        .SelectMany(static path => new[] { path, path + "-wal" })
        .Select(static path => new FileInfo(path))
        .Select(static file => (file.Name, file.Exists ? file.Length : 0));

    /// <summary>The free space of the file system, in bytes; 0 if the folder is gone.</summary>
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
            // FileShare.None is an advisory lock of the system (flock), which ends with a crash.
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
