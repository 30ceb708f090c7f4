using System.Threading.Channels;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Sqlite.ApiLog;

/// <summary>
/// Writes the API log in the background: callers queue an entry and do not wait. One thread writes queued entries together, and keeps the
/// log within its limits.
/// </summary>
public sealed class ApiLogWriter : IApiLog
{
    internal const int MaxBatch = 64;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<ApiLogEntry> waiting;
    private readonly DataFolder folder;
    private readonly ApiLogOptions options;
    private readonly TimeProvider clock;
    private readonly Action<string> failed;
    private readonly Task writing;
    private ApiLogTable table;
    private long leftOut;
    private long leftOutUntold;
    private bool isDamaged;
    private bool isClosed;

    private ApiLogWriter(DataFolder folder, ApiLogOptions options, TimeProvider clock, Action<string> failed)
    {
        this.folder = folder;
        this.options = options;
        table = OpenTable(folder, options);
        this.clock = clock;
        this.failed = failed;
        waiting = Channel.CreateBounded<ApiLogEntry>(new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>Opens the log of a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">The clock for the age of entries.</param>
    /// <param name="failed">Called with the reason if entries cannot be written; calls continue without the log.</param>
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
    public static ApiLogWriter Open(DataFolder folder, ApiLogOptions options, TimeProvider clock, Action<string> failed)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return new ApiLogWriter(folder, options, clock, failed);
    }

    /// <inheritdoc/>
    public void Add(ApiLogEntry entry)
    {
        if (!waiting.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref leftOut);
            Interlocked.Increment(ref leftOutUntold);
        }
    }

    /// <summary>Writes the queued entries and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        if (!isClosed)
        {
            isClosed = true;
            table.Dispose();
        }
    }

    /// <summary>The body of the writer's own thread; it has its own because SQLite blocks.</summary>
    private void Write()
    {
        var batch = new List<ApiLogEntry>(MaxBatch);
        long? cleanedAt = null;
        Task<bool> entry = WaitForEntryAsync();

        // Old entries are removed in time even if no new ones arrive. The wall clock decides what is old, but not when to check, because it
        // may be changed.
        while (!entry.Wait(CleaningInterval) || entry.Result)
        {
            batch.Clear();
            while (batch.Count < MaxBatch && waiting.Reader.TryRead(out ApiLogEntry? next))
            {
                batch.Add(next);
            }

            if (TryWrite(batch) && (cleanedAt is not long last || clock.GetElapsedTime(last) >= CleaningInterval))
            {
                cleanedAt = Clean() ? null : clock.GetTimestamp();
            }

            entry = entry.IsCompleted ? WaitForEntryAsync() : entry;
        }
    }

    private bool TryWrite(List<ApiLogEntry> batch)
    {
        // The log itself records the number of dropped entries, so that whoever misses a call there sees that it may be one of them.
        long untold = Interlocked.Exchange(ref leftOutUntold, 0);
        if (batch.Count > 0)
        {
            batch[0] = batch[0] with { LeftOutBefore = untold };
            untold = 0;
        }

        try
        {
            RenewIfLost();
            table.MakeRoom();
            table.Add(batch);
            Interlocked.Add(ref leftOutUntold, untold);
            return true;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            untold += batch.Count + (batch.Count > 0 ? batch[0].LeftOutBefore : 0);
            Interlocked.Add(ref leftOutUntold, untold);
            Interlocked.Add(ref leftOut, batch.Count);
            failed(e.Message);
            if (e is StoreException { ResultCode: PageDamage.ResultCode })
            {
                isDamaged = true;
            }

            return false;
        }
    }

    /// <returns>True if there may be more to remove.</returns>
    private bool Clean()
    {
        try
        {
            return table.RemoveSome(clock.GetUtcNow().ToUnixTimeMilliseconds());
        }
        catch (StoreException e)
        {
            failed(e.Message);
            return false;
        }
    }

    /// <summary>Creates a new log if the file was removed, or is damaged where it is written: the log holds no acknowledged data.</summary>
    private void RenewIfLost()
    {
        if ((isDamaged ? "The API log is damaged." : table.FindLoss()) is string loss)
        {
            isDamaged = false;
            failed(loss + " The API log is begun anew.");
            table.Dispose();

            // SQLite would read leftovers of the old log as part of the new one.
            foreach (string file in (string[])[folder.ApiLog, folder.ApiLog + "-wal", folder.ApiLog + "-shm"])
            {
                File.Delete(file);
            }

            table = OpenTable(folder, options);
        }
    }

    private static ApiLogTable OpenTable(DataFolder folder, ApiLogOptions options)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(folder.ApiLog, ApiLogLayout.Current, LockTimeout);
        try
        {
            ChecksumMigration.Run(database, folder);
            return new ApiLogTable(database, options);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private Task<bool> WaitForEntryAsync() => waiting.Reader.WaitToReadAsync().AsTask();
}
