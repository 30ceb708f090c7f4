using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;

namespace Callgoose.Storage.Sqlite.Files;

/// <summary>The three files of a database that is open: it, its write-ahead log, and the index of that. Used by one thread at a time.</summary>
internal sealed class DatabaseFiles
{
    private readonly KeptFile database;
    private readonly KeptFile log;
    private readonly KeptFile index;
    private readonly string logPath;
    private volatile string? loss;

    /// <summary>Notes which files they are. To be called when the database has been read from, which opens all three.</summary>
    /// <exception cref="StoreException">One is not there any more.</exception>
    public DatabaseFiles(string path)
    {
        database = new KeptFile(path);
        logPath = path + "-wal";
        log = new KeptFile(logPath);
        index = new KeptFile(path + "-shm");
    }

    /// <summary>What was found to have become of them; null if nothing. May be asked from any thread.</summary>
    public string? Loss => loss;

    /// <summary>
    /// Looks whether they are where they were. What is lost once stays lost until they are opened anew: nobody can tell what is in a
    /// file that somebody else has changed. Costs three system calls.
    /// </summary>
    /// <param name="logLength">How long the log is at least.</param>
    /// <returns>What happened and what to do, or null.</returns>
    public string? FindLoss(long logLength) => loss ??= database.FindLoss() ?? log.FindLoss(logLength) ?? index.FindLoss() ?? FindDamage();

    /// <summary>What is appended to a damaged log is lost with it: the next start reads it up to the damage.</summary>
    private string? FindDamage() => PageDamage.IsDamaged(logPath)
        ? $"'{logPath}' is damaged, and changes behind the damage would not be read again. Stop the server, check the disk, and start it again: the start says what can be read."
        : null;
}
