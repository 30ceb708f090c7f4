using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;

namespace Callgoose.Storage.Sqlite.Files;

/// <summary>The three files of an open database: the database, its write-ahead log, and the log's index. Not thread-safe.</summary>
internal sealed class DatabaseFiles
{
    private readonly KeptFile database;
    private readonly KeptFile log;
    private readonly KeptFile index;
    private readonly string logPath;
    private volatile string? loss;

    /// <summary>Records the identity of the files. Call it after the first read of the database, which opens all three.</summary>
    /// <exception cref="StoreException">A file no longer exists.</exception>
    public DatabaseFiles(string path)
    {
        database = new KeptFile(path);
        logPath = path + "-wal";
        log = new KeptFile(logPath);
        index = new KeptFile(path + "-shm");
    }

    /// <summary>The detected loss of the files, as a sentence; null if there is none. May be read from any thread.</summary>
    public string? Loss => loss;

    /// <summary>
    /// Checks whether the files are still where they were. A loss stays until the files are opened again: nobody can tell the content of a
    /// file that somebody else has changed. Costs three system calls.
    /// </summary>
    /// <param name="logLength">The minimum length of the log.</param>
    /// <returns>What happened and what to do, or null.</returns>
    public string? FindLoss(long logLength) => loss ??= database.FindLoss() ?? log.FindLoss(logLength) ?? index.FindLoss() ?? FindDamage();

    /// <summary>
    /// Tells whether the log is damaged. What is appended to a damaged log would be lost, because the next start reads it only up to the
    /// damage.
    /// </summary>
    private string? FindDamage() => PageDamage.IsDamaged(logPath)
        ? $"'{logPath}' is damaged, and changes behind the damage would not be read again. Stop the server, check the disk, and start it again: the start says what can be read."
        : null;
}
