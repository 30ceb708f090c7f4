using Callgoose.Incidents;
using Npgsql;
using NpgsqlTypes;

namespace Callgoose.Storage.Postgres.Connections;

/// <summary>Adds typed parameters, by position, to commands of a batch.</summary>
internal static class Parameters
{
    /// <summary>Adds a command to a batch.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, long value) => command.Add(value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, int value) => command.Add(value, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, short value) => command.Add(value, NpgsqlDbType.Smallint);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, bool value) => command.Add(value, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, string value) => command.Add(value, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, Guid value) => command.Add(value, NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, byte[]? value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        return command;
    }

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<long> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<int> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<short> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<Guid> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<string> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, IEnumerable<byte[]?> values) => command.Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>The bytes of an id, in their order.</summary>
    public static Guid ToGuid(this TimeOrderedId id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The id stored as a <c>uuid</c>.</summary>
    public static TimeOrderedId ToId(this Guid guid)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return TimeOrderedId.FromBytes(bytes);
    }

    private static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }
}
