using System.Text;
using System.Threading.Channels;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.ApiLog;

/// <summary>
/// Writes the API log after the calls are answered, with all waiting entries in one statement. Entries that cannot be written are left out and
/// counted.
/// </summary>
internal sealed class PostgresApiLog : IApiLog
{
    private const int MaxBatch = 64;
    private const int RemovedAtOnce = 1000;

    private static readonly TimeSpan CleaningInterval = TimeSpan.FromMinutes(1);

    private readonly Channel<ApiLogEntry> waiting;
    private readonly ConnectionSource source;
    private readonly ApiLogOptions options;
    private readonly TimeProvider clock;
    private readonly Action<string> failed;
    private readonly Task writing;
    private long leftOut;
    private long untold;
    private long? cleanedAt;

    /// <summary>Starts to write.</summary>
    /// <param name="source">The database.</param>
    /// <param name="options">The limits.</param>
    /// <param name="clock">Decides which entries are too old.</param>
    /// <param name="failed">Receives the reason when entries cannot be written; calls go on without the log.</param>
    public PostgresApiLog(ConnectionSource source, ApiLogOptions options, TimeProvider clock, Action<string> failed)
    {
        this.source = source;
        this.options = options;
        this.clock = clock;
        this.failed = failed;
        waiting = Channel.CreateBounded<ApiLogEntry>(new BoundedChannelOptions(options.MaxWaiting) { SingleReader = true });
        writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <inheritdoc/>
    public void Add(ApiLogEntry entry)
    {
        if (!waiting.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref leftOut);
            Interlocked.Increment(ref untold);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<ApiLogEntry>(MaxBatch);
            while (batch.Count < MaxBatch && waiting.Reader.TryRead(out ApiLogEntry? next))
            {
                batch.Add(next);
            }

            await TryWriteAsync(batch);
        }
    }

    private async ValueTask TryWriteAsync(List<ApiLogEntry> entries)
    {
        long told = Interlocked.Exchange(ref untold, 0);
        entries[0] = entries[0] with { LeftOutBefore = told };
        try
        {
            bool isDue = cleanedAt is not long last || clock.GetElapsedTime(last) >= CleaningInterval;
            await source.WriteAsync(batch =>
            {
                Insert(batch, entries);
                if (isDue)
                {
                    batch.Add($"DELETE FROM api_calls WHERE sequence IN (SELECT sequence FROM api_calls WHERE received_at < $1 ORDER BY received_at LIMIT {RemovedAtOnce})")
                        .Add((clock.GetUtcNow() - options.MaxAge).ToUnixTimeMilliseconds());
                    batch.Add($"DELETE FROM api_calls WHERE pg_total_relation_size('api_calls') > $1 AND sequence IN (SELECT sequence FROM api_calls ORDER BY sequence LIMIT {RemovedAtOnce})")
                        .Add(options.MaxBytes);
                }
            });
            cleanedAt = isDue ? clock.GetTimestamp() : cleanedAt;
        }
        catch (StoreException e)
        {
            Interlocked.Add(ref untold, told + entries.Count);
            Interlocked.Add(ref leftOut, entries.Count);
            failed(e.Message);
        }
    }

    private static void Insert(NpgsqlBatch batch, List<ApiLogEntry> entries) => batch.Add("""
        INSERT INTO api_calls (id, received_at, microseconds, environment, token_id, token_name, source, remote_address, scheme, method, url, status, refusal, verdicts,
            body_length, body, left_out)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT (id) DO NOTHING
        """)
        .Add(entries.Select(static one => one.CallId.ToGuid()))
        .Add(entries.Select(static one => one.ReceivedAt))
        .Add(entries.Select(static one => one.Microseconds))
        .Add(entries.Select(static one => Bytes(one.Environment)))
        .Add(entries.Select(static one => one.TokenId.ToGuid()))
        .Add(entries.Select(static one => Bytes(one.TokenName)))
        .Add(entries.Select(static one => Bytes(one.From)))
        .Add(entries.Select(static one => Bytes(one.RemoteAddress)))
        .Add(entries.Select(static one => Bytes(one.Scheme)))
        .Add(entries.Select(static one => Bytes(one.Method)))
        .Add(entries.Select(static one => Bytes(one.Url)))
        .Add(entries.Select(static one => one.Status))
        .Add(entries.Select(static one => Bytes(one.Refusal)))
        .Add(entries.Select(static one => one.Verdicts))
        .Add(entries.Select(static one => one.BodyLength))
        .Add(entries.Select(static one => one.Body))
        .Add(entries.Select(static one => one.LeftOutBefore));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
