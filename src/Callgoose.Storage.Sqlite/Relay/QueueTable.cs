using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Relay;
using Callgoose.Storage.Sqlite.Database;

namespace Callgoose.Storage.Sqlite.Relay;

/// <summary>
/// The relay queue for the writer: calls that go on to another server. It is in the file of the incidents, so that one commit makes durable
/// both the waiting calls and, where the relay opens incidents itself, those incidents.
/// </summary>
/// <remarks>
/// Numbers follow the time and never decrease: a folder that was restored from a backup uses no number twice, unless its clock is behind,
/// too.
/// </remarks>
internal sealed class QueueTable
{
    /// <summary>The query for the status of the whole queue.</summary>
    public const string StatusQuery = """
        SELECT count(*) - count(refused_at), count(refused_at),
            coalesce(sum(length(body) + length(headers) + length(source) + length(environment) + length(bound_to)), 0), (SELECT received_at FROM relay_queue
            WHERE refused_at IS NULL ORDER BY sequence LIMIT 1)
        FROM relay_queue
        """;

    private const int NumbersInMillisecond = 4096;

    private readonly SqliteDatabase database;
    private readonly SqliteStatement insert;
    private readonly SqliteStatement size;
    private readonly SqliteStatement remove;
    private readonly SqliteStatement refuse;
    private readonly SqliteStatement oldest;
    private readonly SqliteStatement setLast;
    private QueueStatus committed;
    private QueueStatus current;
    private long committedLast;
    private long last;
    private bool hasLine;
    private bool isOldestKnown = true;

    public QueueTable(SqliteDatabase database)
    {
        this.database = database;
        insert = database.Prepare("""
            INSERT INTO relay_queue (sequence, call_id, received_at, hops, reach, bound_to, environment, source, headers, is_json, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        size = database.Prepare("""
            SELECT length(body) + length(headers) + length(source) + length(environment) + length(bound_to), refused_at IS NOT NULL FROM relay_queue WHERE sequence = ?1
            """);
        remove = database.Prepare("DELETE FROM relay_queue WHERE sequence = ?1");
        refuse = database.Prepare("UPDATE relay_queue SET refused_at = ?2, status = ?3, answer = ?4 WHERE sequence = ?1");
        oldest = database.Prepare("SELECT received_at FROM relay_queue WHERE refused_at IS NULL ORDER BY sequence LIMIT 1");
        setLast = database.Prepare("UPDATE relay_line SET last = ?1 WHERE id = 1");
        committedLast = last = database.ReadNumber("SELECT coalesce((SELECT last FROM relay_line), 0)");
        hasLine = database.ReadNumber("SELECT EXISTS (SELECT 1 FROM relay_line)") != 0;
        using SqliteStatement status = database.Prepare(StatusQuery);
        status.Step();
        committed = current = Read(status);
    }

    /// <summary>The committed status of the queue. May be read from any thread.</summary>
    public QueueStatus Status => Volatile.Read(ref committed);

    /// <summary>Reads a row of <see cref="StatusQuery"/>.</summary>
    public static QueueStatus Read(SqliteStatement row) =>
        new(row.Number(0), row.Number(1), row.Number(2) + ((row.Number(0) + row.Number(1)) * QueueStatus.RowBytes), row.NumberOrNull(3));

    /// <inheritdoc cref="IIncidentStore.TryQueue"/>
    public bool TryAdd(IncomingCall call)
    {
        ref RelayRequest wanted = ref call.Relay;
        long bytes = call.Body.Length + wanted.Headers.Length + call.Source.Length + wanted.Environment.Length + (wanted.BoundTo?.Length ?? 0) + QueueStatus.RowBytes;
        if (current.Bytes + bytes > wanted.MaxBytes || call.ReceivedAt - Oldest() > wanted.MaxAge)
        {
            return false;
        }

        MakeLine();
        last = Math.Max(last + 1, call.ReceivedAt * NumbersInMillisecond);
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call.Id.WriteBytes(id);
        insert.Bind(1, last)
            .Bind(2, id)
            .Bind(3, call.ReceivedAt)
            .Bind(4, call.Hops)
            .Bind(5, wanted.Reach)
            .Bind(6, Encoding.UTF8.GetBytes(wanted.BoundTo ?? string.Empty))
            .Bind(7, Encoding.UTF8.GetBytes(wanted.Environment))
            .Bind(8, call.Text[call.Source])
            .Bind(9, call.Text[wanted.Headers])
            .Bind(10, wanted.IsJson ? 1 : 0)
            .Bind(11, call.Body.Written)
            .Run();
        current = current with { Waiting = current.Waiting + 1, Bytes = current.Bytes + bytes, OldestAt = current.OldestAt ?? call.ReceivedAt };
        return true;
    }

    /// <inheritdoc cref="IIncidentStore.RemoveQueued"/>
    public void Remove(long sequence)
    {
        if (!TryMeasure(sequence, out long bytes, out bool isRefused))
        {
            return;
        }

        remove.Bind(1, sequence).Run();
        current = current with
        {
            Waiting = current.Waiting - (isRefused ? 0 : 1),
            Refused = current.Refused - (isRefused ? 1 : 0),
            Bytes = current.Bytes - bytes,
        };
        isOldestKnown = false;
    }

    /// <inheritdoc cref="IIncidentStore.RefuseQueued"/>
    public void Refuse(long sequence, int status, string answer, long at)
    {
        if (TryMeasure(sequence, out _, out bool isRefused) && !isRefused)
        {
            refuse.Bind(1, sequence).Bind(2, at).Bind(3, status).Bind(4, Encoding.UTF8.GetBytes(answer)).Run();
            current = current with { Waiting = current.Waiting - 1, Refused = current.Refused + 1 };
            isOldestKnown = false;
        }
    }

    /// <inheritdoc cref="IIncidentStore.ReleaseRefused"/>
    public int Release(TimeOrderedId? call, bool isRemoved, long now)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        call?.WriteBytes(id);
        var sequences = new List<long>();
        using (SqliteStatement find = database.Prepare($"SELECT sequence FROM relay_queue WHERE refused_at IS NOT NULL{(call is null ? string.Empty : " AND call_id = ?1")} ORDER BY sequence"))
        {
            if (call is not null)
            {
                find.Bind(1, id);
            }

            while (find.Step())
            {
                sequences.Add(find.Number(0));
            }
        }

        // Under a new number: the upstream may have accepted later calls, and would treat the old number as one that it already has.
        using SqliteStatement again = database.Prepare(
            "UPDATE relay_queue SET sequence = ?2, refused_at = NULL, status = NULL, answer = NULL WHERE sequence = ?1");
        foreach (long sequence in sequences)
        {
            if (isRemoved)
            {
                Remove(sequence);
                continue;
            }

            last = Math.Max(last + 1, now * NumbersInMillisecond);
            again.Bind(1, sequence).Bind(2, last).Run();
            current = current with { Waiting = current.Waiting + 1, Refused = current.Refused - 1 };
            isOldestKnown = false;
        }

        return sequences.Count;
    }

    /// <summary>Writes changes outside the queue's rows. Call it before the commit.</summary>
    public void Write()
    {
        if (last != committedLast)
        {
            setLast.Bind(1, last).Run();
        }
    }

    /// <summary>Must be called when the transaction was committed.</summary>
    public void Commit()
    {
        if (!ReferenceEquals(current, committed))
        {
            Oldest();
            Volatile.Write(ref committed, current);
        }

        committedLast = last;
        hasLine |= last != 0;
    }

    /// <summary>Must be called when the transaction was undone.</summary>
    public void Undo()
    {
        current = committed;
        last = committedLast;
        hasLine = last != 0;
        isOldestKnown = true;
    }

    /// <summary>When the oldest waiting call was received.</summary>
    private long Oldest()
    {
        if (!isOldestKnown)
        {
            long? at = oldest.Step() ? oldest.Number(0) : null;
            oldest.Reset();
            current = current with { OldestAt = at };
            isOldestKnown = true;
        }

        return current.OldestAt ?? long.MaxValue;
    }

    private bool TryMeasure(long sequence, out long bytes, out bool isRefused)
    {
        bool isThere = size.Bind(1, sequence).Step();
        bytes = isThere ? size.Number(0) + QueueStatus.RowBytes : 0;
        isRefused = isThere && size.Number(1) != 0;
        size.Reset();
        return isThere;
    }

    private void MakeLine()
    {
        if (!hasLine)
        {
            using SqliteStatement make = database.Prepare("INSERT OR IGNORE INTO relay_line (id, relay, last) VALUES (1, ?1, 0)");
            make.Bind(1, Guid.CreateVersion7().ToByteArray(bigEndian: true)).Run();
            hasLine = true;
        }
    }
}
