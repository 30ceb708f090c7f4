using System.Buffers.Binary;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Moving;

/// <summary>Reads the tables of a data folder in the format of a move.</summary>
/// <param name="open">Opens the database with a table; null if the folder does not have it.</param>
internal sealed class MoveReader(Func<MovedTable, SqliteDatabase?> open)
{
    /// <summary>The first byte of an index key that is the digest of a longer one; it does not occur in UTF-8 texts.</summary>
    private const byte DigestKey = 0xFF;

    /// <summary>The number of resolves that could not be read, because only the digest of their key is stored.</summary>
    public long Unreadable { get; private set; }

    /// <inheritdoc cref="IMoveSource.ReadAsync"/>
    public async IAsyncEnumerable<object?[]> ReadAsync(MovedTable table)
    {
        await Task.CompletedTask;
        if (open(table) is not SqliteDatabase database)
        {
            yield break;
        }

        if (table == MovedTable.Outbox)
        {
            foreach (object?[] row in EventsOf(database))
            {
                yield return row;
            }

            yield break;
        }

        using SqliteStatement rows = database.Prepare(MovedStatements.Read(table));
        using SqliteStatement idOf = database.Prepare(table == MovedTable.Order ? "SELECT id FROM incidents WHERE sequence = ?1" : "SELECT 1");
        Unreadable = table == MovedTable.Resolves ? 0 : Unreadable;
        while (rows.Step())
        {
            object?[] row = [.. table.Columns.Select((column, i) => Value(rows, i, column))];
            if (table == MovedTable.Incidents)
            {
                row[3] = BodyOf(row);
            }
            else if (table == MovedTable.Order)
            {
                row[2] = LinesOf((byte[])row[2]!, idOf);
            }
            else if (table == MovedTable.Deliveries)
            {
                row[0] = DeliveryOf((byte[])row[0]!, rows.Bytes(table.Columns.Count));
            }
            else if (table == MovedTable.Resolves)
            {
                row[0] = KeyOf(rows);
                if (row[0] is null)
                {
                    Unreadable++;
                    continue;
                }
            }

            yield return row;
        }
    }

    /// <summary>The events that the dispatcher has not taken yet. An event without its incident is never delivered.</summary>
    private IEnumerable<object?[]> EventsOf(SqliteDatabase database)
    {
        long taken = open(MovedTable.Progress)?.ReadNumber("SELECT coalesce(max(taken), 0) FROM progress") ?? 0;
        using SqliteStatement rows = database.Prepare(MovedStatements.Read(MovedTable.Outbox));
        using SqliteStatement line = database.Prepare(
            "SELECT i.id, t.at FROM timeline t JOIN incidents i ON i.sequence = t.incident WHERE t.incident = ?1 AND t.number = ?2");
        rows.Bind(1, taken);
        while (rows.Step())
        {
            byte[] events = rows.Bytes(0).ToArray();
            for (int read = 0; read < events.Length;)
            {
                int left = OutboxCodec.Read(events.AsSpan(read), out long sequence, out int number, out StoredIncident incident, out ReadOnlySpan<byte> title).Length;
                read = events.Length - left;
                if (sequence > taken && line.Bind(1, incident.Sequence).Bind(2, number).Step())
                {
                    object?[] row =
                    [
                        sequence, line.Bytes(0).ToArray(), (long)number, line.Number(1), (long)incident.State, (long)incident.Urgency, incident.Occurrences, incident.LastSeenAt,
                        incident.ResolvedAt, title.ToArray(),
                    ];
                    yield return row;
                }

                line.Reset();
            }
        }
    }

    private static object? Value(SqliteStatement row, int column, MovedColumn of) =>
        of.Kind == MovedKind.Number ? row.Number(column) : row.IsNull(column) ? null : row.Bytes(column).ToArray();

    /// <summary>Computes the body hash of an incident without a key; a moved incident has it already.</summary>
    private static byte[] BodyOf(object?[] row)
    {
        byte[] digest = (byte[])row[3]!;
        bool hasKey = ((byte[])row[24]!).Length > 0;
        return hasKey || digest.Length == 0 ? new byte[TimeOrderedId.ByteLength] : digest.Length == TimeOrderedId.ByteLength ? digest
            : Bytes(RowHashes.OfBody(new ServiceScope(Text(row[1]), Text(row[2])), digest));
    }

    /// <summary>The lines of a commit, by the ids of their incidents; zeros for removed incidents.</summary>
    private static byte[] LinesOf(byte[] lines, SqliteStatement idOf)
    {
        const int MovedBytes = TimeOrderedId.ByteLength + sizeof(int);
        byte[] moved = new byte[lines.Length / TimelineTable.LineBytes * MovedBytes];
        for (int i = 0; i < lines.Length / TimelineTable.LineBytes; i++)
        {
            ReadOnlySpan<byte> line = lines.AsSpan(i * TimelineTable.LineBytes, TimelineTable.LineBytes);
            if (idOf.Bind(1, BinaryPrimitives.ReadInt64BigEndian(line)).Step())
            {
                idOf.Bytes(0).CopyTo(moved.AsSpan(i * MovedBytes));
                idOf.Reset();
            }

            line[sizeof(long)..].CopyTo(moved.AsSpan((i * MovedBytes) + TimeOrderedId.ByteLength));
        }

        return moved;
    }

    private static byte[] DeliveryOf(byte[] delivery, ReadOnlySpan<byte> token) =>
        token.IsEmpty ? delivery : Bytes(RowHashes.OfDelivery(TimeOrderedId.FromBytes(token), delivery));

    private static byte[]? KeyOf(SqliteStatement row)
    {
        byte[] indexKey = row.Bytes(0).ToArray();
        bool isMoved = row.Number(6) == 0;
        bool isDigest = !isMoved && indexKey[0] == DigestKey;
        byte[] key = isDigest ? row.Bytes(7).ToArray() : indexKey;
        return isMoved ? indexKey
            : key.Length == 0 ? null
            : Bytes(RowHashes.OfKey(new ServiceScope(row.Text(3), row.Text(4)), row.Text(5), key));
    }

    private static string Text(object? bytes) => Encoding.UTF8.GetString((byte[])bytes!);

    private static byte[] Bytes(Guid hash) => hash.ToByteArray(bigEndian: true);
}
