using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Files;

namespace Callgoose.Storage.Sqlite.ApiLog;

/// <summary>Writes the table of the API log. Only the thread of <see cref="ApiLogWriter"/> uses it.</summary>
internal sealed class ApiLogTable : IDisposable
{
    /// <summary>
    /// The number of entries that are removed at once. It equals the number that are added at once, so that removing keeps up with adding
    /// and is never a long step.
    /// </summary>
    private const int RemovedAtOnce = ApiLogWriter.MaxBatch;

    /// <summary>The maximum size of what one write adds, in bytes: the bodies, and as much again for the filter results.</summary>
    private const long MaxAdded = 2L * ApiLogWriter.MaxBatch * ApiLogEntry.MaxBodyBytes;

    private readonly SqliteDatabase database;
    private readonly ApiLogOptions options;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement removeOld;
    private readonly SqliteStatement removeOldest;
    private readonly SqliteStatement pages;
    private readonly SqliteStatement freePages;
    private readonly KeptFile file;
    private readonly long maxPages;

    public ApiLogTable(SqliteDatabase database, ApiLogOptions options)
    {
        this.database = database;
        this.options = options;

        // Without syncing: the log describes calls, and no data depends on it.
        database.Execute("PRAGMA synchronous = OFF");
        insert = database.Prepare("""
            INSERT OR IGNORE INTO calls (id, received_at, microseconds, environment, token_id, token_name, source, remote_address, method, url,
                                         status, verdicts, body_length, body, scheme, left_out, refusal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """);
        removeOld = database.Prepare(
            "DELETE FROM calls WHERE sequence IN (SELECT sequence FROM calls WHERE received_at < ?1 ORDER BY sequence LIMIT ?2)");
        removeOldest = database.Prepare("DELETE FROM calls WHERE sequence IN (SELECT sequence FROM calls ORDER BY sequence LIMIT ?1)");
        pages = database.Prepare("PRAGMA page_count");
        freePages = database.Prepare("PRAGMA freelist_count");
        file = new KeptFile(database.Path);

        // The limit minus what one write adds, so that the file, which never shrinks, does not grow beyond it.
        maxPages = (options.MaxBytes - Math.Min(MaxAdded, options.MaxBytes / 8)) / database.ReadNumber("PRAGMA page_size");
    }

    /// <summary>Tells what has happened to the file since it was opened; null if it is still where it was.</summary>
    public string? FindLoss() => file.FindLoss();

    /// <summary>Adds entries in one transaction.</summary>
    public void Add(IReadOnlyList<ApiLogEntry> entries)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (ApiLogEntry entry in entries)
            {
                Insert(entry);
            }

            database.Execute("COMMIT");
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Removes some of the expired entries.</summary>
    /// <param name="now">The current time, in Unix milliseconds.</param>
    /// <returns>True if there may be more to remove.</returns>
    public bool RemoveSome(long now)
    {
        removeOld.Bind(1, now - (long)options.MaxAge.TotalMilliseconds).Bind(2, RemovedAtOnce).Run();
        return database.Changes == RemovedAtOnce;
    }

    /// <summary>Removes the oldest entries until one more batch fits.</summary>
    public void MakeRoom()
    {
        int removed = RemovedAtOnce;
        while (removed > 0 && Number(pages) - Number(freePages) > maxPages)
        {
            removeOldest.Bind(1, RemovedAtOnce).Run();
            removed = database.Changes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (FindLoss() is null)
        {
            database.TryEmptyLog();
        }

        database.Dispose();
    }

    private static long Number(SqliteStatement statement)
    {
        statement.Step();
        long number = statement.Number(0);
        statement.Reset();
        return number;
    }

    private void Insert(ApiLogEntry entry)
    {
        Span<byte> callId = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> tokenId = stackalloc byte[TimeOrderedId.ByteLength];
        entry.CallId.WriteBytes(callId);
        entry.TokenId.WriteBytes(tokenId);
        insert.Bind(1, callId)
            .Bind(2, entry.ReceivedAt)
            .Bind(3, entry.Microseconds)
            .Bind(4, entry.Environment)
            .Bind(5, tokenId)
            .Bind(6, entry.TokenName)
            .Bind(7, entry.From)
            .Bind(8, entry.RemoteAddress)
            .Bind(9, entry.Method)
            .Bind(10, entry.Url)
            .Bind(11, entry.Status)
            .Bind(12, entry.Verdicts)
            .Bind(13, entry.BodyLength)
            .Bind(14, entry.Body.AsSpan(0, Math.Min(entry.Body.Length, ApiLogEntry.MaxBodyBytes)))
            .Bind(15, entry.Scheme)
            .Bind(16, entry.LeftOutBefore)
            .Bind(17, entry.Refusal)
            .Run();
    }
}
