using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite;

/// <summary>Reads the API log, in the server or beside it. Not thread-safe.</summary>
public sealed class ApiLogReader : IDisposable
{
    private const string Columns =
        "sequence, id, received_at, microseconds, environment, token_id, token_name, source, remote_address, method, url, status, verdicts, body_length, body, scheme";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly SqliteDatabase database;

    private ApiLogReader(SqliteDatabase database)
    {
        this.database = database;
    }

    /// <summary>Opens the log of a data folder, which is made if it is not there.</summary>
    /// <exception cref="StoreException">The file cannot be opened, is not ours, or is of another version.</exception>
    public static ApiLogReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase.OpenForWriting(folder.ApiLog, ApiLogLayout.Current, LockTimeout).Dispose();
        return new ApiLogReader(SqliteDatabase.OpenForReading(folder.ApiLog, LockTimeout));
    }

    /// <summary>Lists entries: newest first, or oldest first behind <see cref="ApiLogQuery.After"/>.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<ApiLogRow> List(ApiLogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using SqliteStatement select = database.Prepare($"""
            SELECT {Columns} FROM calls
            WHERE (?1 IS NULL OR environment = ?1) AND (?2 IS NULL OR received_at >= ?2)
              AND (?3 IS NULL OR sequence < ?3) AND (?4 IS NULL OR sequence > ?4) AND (?6 IS NULL OR token_id = ?6)
            ORDER BY sequence {(query.After is null ? "DESC" : "ASC")} LIMIT ?5
            """);
        select.Bind(1, query.Environment).Bind(2, query.Since).Bind(3, query.Before).Bind(4, query.After).Bind(5, query.Limit);
        if (query.Token is TimeOrderedId token)
        {
            Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
            token.WriteBytes(id);
            select.Bind(6, id);
        }

        var rows = new List<ApiLogRow>();
        while (select.Step())
        {
            rows.Add(ReadRow(select));
        }

        return rows;
    }

    /// <summary>The entry of a call.</summary>
    /// <returns>The entry, or null if the log has none.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ApiLogRow? Find(TimeOrderedId callId)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        callId.WriteBytes(id);
        using SqliteStatement select = database.Prepare($"SELECT {Columns} FROM calls WHERE id = ?1");
        return select.Bind(1, id).Step() ? ReadRow(select) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    private static ApiLogRow ReadRow(SqliteStatement row) => new(row.Number(0), new ApiLogEntry
    {
        CallId = TimeOrderedId.FromBytes(row.Bytes(1)),
        ReceivedAt = row.Number(2),
        Microseconds = row.Number(3),
        Environment = row.Text(4),
        TokenId = TimeOrderedId.FromBytes(row.Bytes(5)),
        TokenName = row.Text(6),
        From = row.Text(7),
        RemoteAddress = row.Text(8),
        Method = row.Text(9),
        Url = row.Text(10),
        Status = (int)row.Number(11),
        Verdicts = row.Bytes(12).ToArray(),
        BodyLength = (int)row.Number(13),
        Body = row.Bytes(14).ToArray(),
        Scheme = row.Text(15),
    });
}
