using System.Threading.Channels;

namespace Callgoose.Storage.Sqlite;

/// <summary>
/// Writes the API log behind the back of the calls: an entry is handed over and forgotten, one thread writes what has
/// come together, and keeps the log within its limits.
/// </summary>
public sealed class ApiLogWriter : IAsyncDisposable
{
    internal const int MaxBatch = 64;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<ApiLogEntry> waiting;
    private readonly ApiLogTable table;
    private readonly TimeProvider clock;
    private readonly Action<string> failed;
    private readonly Task writing;
    private long leftOut;

    private ApiLogWriter(ApiLogTable table, ApiLogOptions options, TimeProvider clock, Action<string> failed)
    {
        this.table = table;
        this.clock = clock;
        this.failed = failed;
        waiting = Channel.CreateBounded<ApiLogEntry>(new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many entries were left out because too many waited or the log could not be written.</summary>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>Opens the log of a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Tells what is too old.</param>
    /// <param name="failed">Told why entries could not be written; calls go on without.</param>
    /// <exception cref="StoreException">The file cannot be opened, is not ours, or is of another version.</exception>
    public static ApiLogWriter Open(DataFolder folder, ApiLogOptions options, TimeProvider clock, Action<string> failed)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var database = SqliteDatabase.OpenForWriting(folder.ApiLog, ApiLogLayout.Current, LockTimeout);
        return new ApiLogWriter(new ApiLogTable(database, options), options, clock, failed);
    }

    /// <summary>Hands an entry over. Never waits.</summary>
    public void Add(ApiLogEntry entry)
    {
        if (!waiting.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref leftOut);
        }
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        table.Dispose();
    }

    /// <summary>The thread. It is its own because SQLite blocks.</summary>
    private void Write()
    {
        var batch = new List<ApiLogEntry>(MaxBatch);
        long cleanAt = 0;
        Task<bool> entry = WaitForEntryAsync();

        // Old entries are removed on time, though no new ones come.
        while (!entry.Wait(CleaningInterval) || entry.Result)
        {
            batch.Clear();
            while (batch.Count < MaxBatch && waiting.Reader.TryRead(out ApiLogEntry? next))
            {
                batch.Add(next);
            }

            try
            {
                table.Add(batch);
                long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                if (now >= cleanAt && !table.RemoveSome(now))
                {
                    cleanAt = now + (long)CleaningInterval.TotalMilliseconds;
                }
            }
            catch (StoreException e)
            {
                Interlocked.Add(ref leftOut, batch.Count);
                failed(e.Message);
            }

            entry = entry.IsCompleted ? WaitForEntryAsync() : entry;
        }
    }

    private Task<bool> WaitForEntryAsync() => waiting.Reader.WaitToReadAsync().AsTask();
}
