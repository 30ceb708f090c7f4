using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Incidents;
using Callgoose.Storage.Sqlite.Outbox;

namespace Callgoose.Storage.Sqlite.Moving;

/// <content>Writes the rows of one table after another.</content>
public sealed partial class SqliteMoveTarget
{
    private void WriteIncidents(IReadOnlyList<object?[]> rows)
    {
        using SqliteStatement taken = Incidents.Prepare("SELECT 1 FROM incidents WHERE sequence = ?1");
        using SqliteStatement insert = Incidents.Prepare("""
            INSERT INTO incidents (sequence, id, scope, state, urgency, occurrences, triggered_at, last_seen_at, resolved_at, occurred_at, acknowledged_up_to, expires_at,
                held_until, due_at, lines, notes, notes_left_out, text_line, text_line_at, key_space, integration, filter, index_key, body_digest, incident_key, source,
                title, description, link)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), nullif(?10, 0), nullif(?11, 0), nullif(?12, 0), nullif(?13, 0), nullif(?14, 0), ?15, ?16, ?17, ?18, ?19,
                ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)
            """);
        using SqliteStatement hops = Incidents.Prepare("INSERT INTO forwarded (incident, hops) VALUES (?1, ?2)");
        using SqliteStatement members = Incidents.Prepare("INSERT INTO members (incident, hashes) VALUES (?1, ?2)");
        Span<byte> digest = stackalloc byte[1 + SHA256.HashSizeInBytes];
        foreach (object?[] row in rows)
        {
            byte[] key = (byte[])row[24]!;
            long sequence = IncidentSequence.Of(TimeOrderedId.FromBytes((byte[])row[0]!));
            while (taken.Bind(1, sequence).Step())
            {
                taken.Reset();
                sequence++;
            }

            insert.Bind(1, sequence).Bind(2, (byte[])row[0]!).Bind(3, scopes!.NumberOf(new ServiceScope(Text(row[1]), Text(row[2]))));
            for (int i = 4; i < 20; i++)
            {
                insert.Bind(i, (long)row[i]!);
            }

            insert.Bind(20, ((byte[])row[20]!).Length == 0 ? 0 : names!.NumberOf(Text(row[20])))
                .Bind(21, names!.NumberOf(Text(row[21])))
                .Bind(22, names.NumberOf(Text(row[22])))
                .BindOrNull(23, IndexKey(key, digest))
                .BindOrNull(24, IsNone((byte[])row[3]!) ? [] : (byte[])row[3]!)
                .BindOrNull(25, key)
                .BindOrNull(26, (byte[])row[25]!)
                .Bind(27, (byte[])row[26]!)
                .Bind(28, (byte[])row[27]!)
                .BindOrNull(29, (byte[])row[29]!)
                .Run();
            if ((long)row[23]! > 0)
            {
                hops.Bind(1, sequence).Bind(2, (long)row[23]!).Run();
            }

            if (((byte[])row[28]!).Length > 0)
            {
                members.Bind(1, sequence).Bind(2, (byte[])row[28]!).Run();
            }
        }
    }

    private void WriteLines(MovedTable table, IReadOnlyList<object?[]> rows)
    {
        using SqliteStatement sequenceOf = Incidents.Prepare(SequenceOfId);
        using SqliteStatement insert = Incidents.Prepare(
            table == MovedTable.Order ? "INSERT INTO commits (sequence, at, lines) VALUES (?1, ?2, ?3)"
            : table == MovedTable.Lines ? "INSERT INTO transitions (incident, number, kind, origin, at, cause, call_id, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, zeroblob(16)), ?8)"
            : """
            INSERT INTO changes (incident, number, title_was, title_is, description_was, description_is, urgency_was, urgency_is, joined)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0), nullif(?8, 0), ?9)
            """);
        foreach (object?[] row in rows)
        {
            if (table == MovedTable.Order)
            {
                insert.Bind(1, (long)row[0]!).Bind(2, (long)row[1]!).Bind(3, LinesOf((byte[])row[2]!, sequenceOf)).Run();
            }
            else
            {
                Bind(insert, [SequenceOf((byte[])row[0]!, sequenceOf), .. row.AsSpan(1)]).Run();
            }
        }
    }

    /// <summary>
    /// Writes the dispatcher's position, and the number of the newest delivery. SQLite keeps that number apart from the rows, because the newest
    /// row may have been removed.
    /// </summary>
    private static void WriteProgress(SqliteDatabase database, object?[] row)
    {
        using SqliteStatement taken = Bind(database.Prepare("INSERT INTO progress (id, taken) VALUES (1, ?1)"), [row[0]]);
        taken.Run();
        database.Execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'");
        using SqliteStatement last = Bind(database.Prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('deliveries', ?1)"), [row[1]]);
        last.Run();
    }

    /// <summary>Writes one row for each event: nobody needs to know any more which of them one transaction committed.</summary>
    private void WriteEvents(IReadOnlyList<object?[]> rows)
    {
        using SqliteStatement sequenceOf = Incidents.Prepare(SequenceOfId);
        using SqliteStatement insert = Incidents.Prepare("INSERT INTO outbox (sequence, at, events) VALUES (?1, ?2, ?3)");
        foreach (object?[] row in rows)
        {
            byte[] title = (byte[])row[9]!;
            byte[] events = new byte[OutboxCodec.LengthOf(title.Length)];
            var incident = new StoredIncident
            {
                Sequence = SequenceOf((byte[])row[1]!, sequenceOf),
                State = (IncidentState)(long)row[4]!,
                Urgency = (Urgency)(long)row[5]!,
                Occurrences = (long)row[6]!,
                LastSeenAt = (long)row[7]!,
                ResolvedAt = (long)row[8]!,
            };
            OutboxCodec.Write(events, (long)row[0]!, (int)(long)row[2]!, incident, title);
            insert.Bind(1, (long)row[0]!).Bind(2, (long)row[3]!).Bind(3, events).Run();
        }
    }

    private static byte[] LinesOf(byte[] moved, SqliteStatement sequenceOf)
    {
        const int MovedBytes = TimeOrderedId.ByteLength + sizeof(int);
        byte[] lines = new byte[moved.Length / MovedBytes * TimelineTable.LineBytes];
        for (int i = 0; i < moved.Length / MovedBytes; i++)
        {
            ReadOnlySpan<byte> line = moved.AsSpan(i * MovedBytes, MovedBytes);
            ReadOnlySpan<byte> id = line[..TimeOrderedId.ByteLength];
            Span<byte> to = lines.AsSpan(i * TimelineTable.LineBytes);
            BinaryPrimitives.WriteInt64BigEndian(to, IsNone(id) ? 0 : SequenceOf(id, sequenceOf));
            line[TimeOrderedId.ByteLength..].CopyTo(to[sizeof(long)..]);
        }

        return lines;
    }

    private static long SequenceOf(ReadOnlySpan<byte> id, SqliteStatement sequenceOf)
    {
        if (!sequenceOf.Bind(1, IncidentSequence.Of(TimeOrderedId.FromBytes(id))).Bind(2, id).Step())
        {
            throw new StoreException($"A line belongs to the incident {TimeOrderedId.FromBytes(id)}, which is not there.");
        }

        long sequence = sequenceOf.Number(0);
        sequenceOf.Reset();
        return sequence;
    }

    private static bool IsNone(ReadOnlySpan<byte> id) => id.IndexOfAnyExcept((byte)0) < 0;

    private static ReadOnlySpan<byte> IndexKey(byte[] key, Span<byte> digest)
    {
        if (key.Length <= MaxIndexedKeyBytes)
        {
            return key;
        }

        digest[0] = 0xFF;
        SHA256.HashData(key, digest[1..]);
        return digest;
    }

    private static SqliteStatement Bind(SqliteStatement statement, object?[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] is long number)
            {
                statement.Bind(i + 1, number);
            }
            else if (row[i] is byte[] bytes)
            {
                statement.Bind(i + 1, bytes);
            }
            else
            {
                statement.BindNull(i + 1);
            }
        }

        return statement;
    }

    private static string Text(object? bytes) => Encoding.UTF8.GetString((byte[])bytes!);
}
