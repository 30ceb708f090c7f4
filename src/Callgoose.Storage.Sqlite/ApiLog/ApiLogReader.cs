using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;

namespace Callgoose.Storage.Sqlite.ApiLog;

/// <summary>Reads the API log, in the server or in another process. Not thread-safe.</summary>
public sealed class ApiLogReader : IApiLogReader
{
    private const string Columns =
        "sequence, id, received_at, microseconds, environment, token_id, token_name, source, remote_address, method, url, status, verdicts, body_length, body, scheme, left_out, refusal";

    /// <summary>The same columns in the same order, but an empty value for the body, which lists do not have.</summary>
    private const string ListedColumns =
        "sequence, id, received_at, microseconds, environment, token_id, token_name, source, remote_address, method, url, status, verdicts, body_length, x'', scheme, left_out, refusal";

    /// <summary>The maximum number of entries that a page scans: the entries of one token may be few among millions.</summary>
    private const int MaxSearched = 20_000;

    /// <summary>The approximate maximum size of a page, in bytes: the filter results of a call may be long, and a page may have 500 entries.</summary>
    private const long MaxBytes = 1 << 20;

    /// <summary>The approximate size of an entry without its URL and filter results, in bytes.</summary>
    private const long RowBytes = 512;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly SqliteDatabase database;

    private ApiLogReader(SqliteDatabase database)
    {
        this.database = database;
    }

    /// <summary>Opens the log of a data folder, and creates it if it does not exist.</summary>
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
    public static ApiLogReader Open(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase.OpenForWriting(folder.ApiLog, ApiLogLayout.Current, LockTimeout).Dispose();
        return new ApiLogReader(SqliteDatabase.OpenForReading(folder.ApiLog, LockTimeout));
    }

    /// <summary>Lists entries without their bodies: newest first, or oldest first after <see cref="ApiLogQuery.After"/>.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public ApiLogPage List(ApiLogQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using SqliteStatement select = database.Prepare($"""
            SELECT {ListedColumns} FROM calls WHERE (?1 IS NULL OR sequence < ?1) AND (?2 IS NULL OR sequence > ?2)
            ORDER BY sequence {(query.After is null ? "DESC" : "ASC")} LIMIT ?3
            """);
        select.Bind(1, query.Before).Bind(2, query.After).Bind(3, MaxSearched + 1L);
        byte[]? environment = query.Environment is null ? null : Encoding.UTF8.GetBytes(query.Environment);
        var rows = new List<ApiLogRow>();
        long bytes = 0;
        long last = 0;
        for (int seen = 0; select.Step(); seen++)
        {
            if (rows.Count == query.Limit || seen == MaxSearched || bytes >= MaxBytes)
            {
                return new ApiLogPage(rows, last);
            }

            last = select.Number(0);
            if ((environment is null || select.Bytes(4).SequenceEqual(environment))
                && (query.Since is null || select.Number(2) >= query.Since)
                && (query.Token is null || TimeOrderedId.FromBytes(select.Bytes(5)) == query.Token))
            {
                rows.Add(ReadRow(select));
                bytes += RowBytes + select.Bytes(10).Length + select.Bytes(12).Length;
            }
        }

        return new ApiLogPage(rows, null);
    }

    /// <summary>Finds the entry of a call.</summary>
    /// <returns>The entry, or null if the log has none.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public ApiLogRow? Find(TimeOrderedId callId)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        callId.WriteBytes(id);
        using SqliteStatement select = database.Prepare($"SELECT {Columns} FROM calls WHERE id = ?1");
        return select.Bind(1, id).Step() ? ReadRow(select) : null;
    }

    ValueTask<ApiLogPage> IApiLogReader.ListAsync(ApiLogQuery query) => new(List(query));

    ValueTask<ApiLogRow?> IApiLogReader.FindAsync(TimeOrderedId callId) => new(Find(callId));

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
        LeftOutBefore = row.Number(16),
        Refusal = row.Text(17),
    });
}
