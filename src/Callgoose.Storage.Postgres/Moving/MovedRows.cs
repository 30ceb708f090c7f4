using System.Buffers.Binary;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Moving;

/// <summary>Converts rows of the database into those of the move, and back.</summary>
internal static class MovedRows
{
    private const int LineBytes = TimeOrderedId.ByteLength + sizeof(int);

    /// <summary>Reads a table row by row.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static async IAsyncEnumerable<object?[]> ReadAsync(NpgsqlConnection connection, MovedTable table, string where)
    {
        await using NpgsqlCommand select = new(MovedStatements.Read(table), connection);
        await using NpgsqlDataReader row = await StepAsync(() => select.ExecuteReaderAsync(), where);
        while (await StepAsync(row.ReadAsync, where))
        {
            yield return table == MovedTable.Order
                ? [row.GetInt64(0), row.GetInt64(1), LinesOf(row.GetFieldValue<Guid[]>(2), row.GetFieldValue<int[]>(3))]
                : [.. table.Columns.Select((column, i) => Value(row, i, column.Kind))];
        }
    }

    /// <summary>Adds the statements that insert rows.</summary>
    public static void Write(NpgsqlBatch batch, MovedTable table, IReadOnlyList<object?[]> rows)
    {
        string sql = MovedStatements.Write(table);
        if (table == MovedTable.Order)
        {
            foreach (object?[] row in rows)
            {
                byte[] lines = (byte[])row[2]!;
                IEnumerable<byte[]> each = lines.Chunk(LineBytes);
                batch.Add(sql).Add((long)row[0]!).Add((long)row[1]!)
                    .Add(each.Select(static line => SequenceOf(line[..TimeOrderedId.ByteLength])))
                    .Add(each.Select(static line => BinaryPrimitives.ReadInt32BigEndian(line.AsSpan(TimeOrderedId.ByteLength))));
            }
        }
        else if (table == MovedTable.Deliveries)
        {
            // One after the other, because each body of an id gets a number.
            foreach (object?[] row in rows)
            {
                batch.Add(sql).Add(IdOf(row[0])).Add((byte[])row[1]!).Add((long)row[2]!).Add(IdOf(row[3])).Add((long)row[4]!).Add((byte[])row[5]!).Add((byte[])row[6]!);
            }
        }
        else
        {
            NpgsqlBatchCommand insert = batch.Add(sql);
            for (int i = 0; i < table.Columns.Count; i++)
            {
                AddColumn(insert, rows, i, table.Columns[i].Kind);
            }

            if (table == MovedTable.Lines || table == MovedTable.Changes || table == MovedTable.Incidents || table == MovedTable.Outbox)
            {
                int id = table == MovedTable.Outbox ? 1 : 0;
                insert.Add(rows.Select(row => SequenceOf((byte[])row[id]!)));
            }

            if (table == MovedTable.Incidents)
            {
                insert.Add(rows.Select(KeyAnchorOf)).Add(rows.Select(FilterAnchorOf));
            }
        }
    }

    private static async ValueTask<T> StepAsync<T>(Func<Task<T>> step, string where)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, where);
        }
    }

    private static object? Value(NpgsqlDataReader row, int column, MovedKind kind) => kind switch
    {
        _ when row.IsDBNull(column) => null,
        MovedKind.Number => row.GetInt64(column),
        MovedKind.Id => row.GetGuid(column).ToByteArray(bigEndian: true),
        _ => row.GetFieldValue<byte[]>(column),
    };

    private static void AddColumn(NpgsqlBatchCommand insert, IReadOnlyList<object?[]> rows, int column, MovedKind kind)
    {
        switch (kind)
        {
            case MovedKind.Number:
                insert.Add(rows.Select(row => (long)row[column]!));
                break;
            case MovedKind.Id:
                insert.Add(rows.Select(row => IdOf(row[column])));
                break;
            default:
                insert.Add(rows.Select(row => (byte[]?)row[column]));
                break;
        }
    }

    private static byte[] LinesOf(Guid[] incidents, int[] numbers)
    {
        byte[] lines = new byte[incidents.Length * LineBytes];
        for (int i = 0; i < incidents.Length; i++)
        {
            incidents[i].TryWriteBytes(lines.AsSpan(i * LineBytes), bigEndian: true, out _);
            BinaryPrimitives.WriteInt32BigEndian(lines.AsSpan((i * LineBytes) + TimeOrderedId.ByteLength), numbers[i]);
        }

        return lines;
    }

    private static long SequenceOf(byte[] id) => id.AsSpan().IndexOfAnyExcept((byte)0) < 0 ? 0 : IncidentSequence.Of(TimeOrderedId.FromBytes(id));

    private static Guid KeyAnchorOf(object?[] row) => ((byte[])row[24]!).Length == 0 ? default
        : RowHashes.OfKey(ScopeOf(row), Text(row[20]), (byte[])row[24]!);

    private static Guid FilterAnchorOf(object?[] row) => ((byte[])row[24]!).Length > 0 ? default
        : RowHashes.OfFilter(ScopeOf(row), Text(row[21]), Text(row[22]));

    private static ServiceScope ScopeOf(object?[] row) => new(Text(row[1]), Text(row[2]));

    private static Guid IdOf(object? bytes) => new((byte[])bytes!, bigEndian: true);

    private static string Text(object? bytes) => Encoding.UTF8.GetString((byte[])bytes!);
}
