using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>The writing side of the API log's table. Used by the thread of <see cref="ApiLogWriter"/> alone.</summary>
internal sealed class ApiLogTable : IDisposable
{
    /// <summary>As many as are added at once, so that removing keeps up with adding and is never a long step.</summary>
    private const int RemovedAtOnce = ApiLogWriter.MaxBatch;

    private readonly SqliteDatabase database;
    private readonly ApiLogOptions options;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement removeOld;
    private readonly SqliteStatement removeOldest;

    public ApiLogTable(SqliteDatabase database, ApiLogOptions options)
    {
        this.database = database;
        this.options = options;

        // Without waiting for the disk: the log tells of calls, it does not hold them.
        database.Execute("PRAGMA synchronous = OFF");
        insert = database.Prepare("""
            INSERT OR IGNORE INTO calls (id, received_at, microseconds, environment, token_id, token_name, source, remote_address, method, url,
                                         status, verdicts, body_length, body, scheme)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """);
        removeOld = database.Prepare(
            "DELETE FROM calls WHERE sequence IN (SELECT sequence FROM calls WHERE received_at < ?1 ORDER BY sequence LIMIT ?2)");
        removeOldest = database.Prepare("DELETE FROM calls WHERE sequence IN (SELECT sequence FROM calls ORDER BY sequence LIMIT ?1)");
    }

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

    /// <summary>Removes some of what is too old or too much.</summary>
    /// <param name="now">The time, in Unix milliseconds.</param>
    /// <returns>Whether there may be more to remove.</returns>
    public bool RemoveSome(long now)
    {
        removeOld.Bind(1, now - (long)options.MaxAge.TotalMilliseconds).Bind(2, RemovedAtOnce).Run();
        int removed = database.Changes;
        if (UsedBytes() > options.MaxBytes)
        {
            removeOldest.Bind(1, RemovedAtOnce).Run();
            removed += database.Changes;
        }

        return removed > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    private long UsedBytes() => (database.ReadNumber("PRAGMA page_count") - database.ReadNumber("PRAGMA freelist_count")) * database.ReadNumber("PRAGMA page_size");

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
            .Run();
    }
}
