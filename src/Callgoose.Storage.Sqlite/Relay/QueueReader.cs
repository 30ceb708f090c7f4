using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Sqlite.Relay;

/// <summary>Reads the relay queue of a data folder, on its own connection.</summary>
public sealed class QueueReader : IQueueReader
{
    private const string Columns = "sequence, call_id, received_at, hops, reach, bound_to, environment, source, headers, is_json, refused_at, status, answer";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly SqliteStatement waiting;

    private QueueReader(SqliteDatabase database)
    {
        this.database = database;
        waiting = database.Prepare($"SELECT {Columns}, body FROM relay_queue WHERE sequence > ?1 AND refused_at IS NULL ORDER BY sequence LIMIT ?2");
    }

    /// <summary>Opens the relay queue of a data folder.</summary>
    /// <param name="folder">The data folder; a store must have been opened on it.</param>
    /// <exception cref="StoreException">The file does not exist, has an older version, or cannot be opened.</exception>
    public static QueueReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = SqliteDatabase.OpenForReading(folder.Incidents, LockTimeout);
        try
        {
            return new QueueReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public TimeOrderedId? Line()
    {
        lock (gate)
        {
            byte[] id = database.Read("SELECT relay FROM relay_line");
            return id.Length == TimeOrderedId.ByteLength ? TimeOrderedId.FromBytes(id) : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<QueuedCall> Read(long after, int max, int maxBytes)
    {
        lock (gate)
        {
            var calls = new List<QueuedCall>();
            int bytes = 0;
            waiting.Bind(1, after).Bind(2, max);
            try
            {
                while (waiting.Step())
                {
                    QueuedCall call = Row(waiting) with { Body = waiting.Bytes(13).ToArray() };
                    bytes += call.Body.Length;
                    if (calls.Count > 0 && bytes > maxBytes)
                    {
                        break;
                    }

                    calls.Add(call);
                }
            }
            finally
            {
                waiting.Reset();
            }

            return calls;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<QueuedCall> Refused(int max)
    {
        lock (gate)
        {
            var calls = new List<QueuedCall>();
            using SqliteStatement refused = database.Prepare($"SELECT {Columns} FROM relay_queue WHERE refused_at IS NOT NULL ORDER BY sequence LIMIT ?1");
            refused.Bind(1, max);
            while (refused.Step())
            {
                calls.Add(Row(refused));
            }

            return calls;
        }
    }

    /// <inheritdoc/>
    public QueueStatus Status()
    {
        lock (gate)
        {
            using SqliteStatement status = database.Prepare(QueueTable.StatusQuery);
            status.Step();
            return QueueTable.Read(status);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private static QueuedCall Row(SqliteStatement row) => new()
    {
        Sequence = row.Number(0),
        Id = TimeOrderedId.FromBytes(row.Bytes(1)),
        ReceivedAt = row.Number(2),
        Hops = (int)row.Number(3),
        Reach = (byte)row.Number(4),
        BoundTo = row.Text(5),
        Environment = row.Text(6),
        Source = row.Text(7),
        Headers = row.Text(8),
        IsJson = row.Number(9) != 0,
        RefusedAt = row.NumberOrNull(10),
        Status = (int?)row.NumberOrNull(11),
        Answer = row.TextOrNull(12),
    };
}
