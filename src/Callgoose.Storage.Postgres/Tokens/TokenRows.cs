using System.Text;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;
using Npgsql;

namespace Callgoose.Storage.Postgres.Tokens;

/// <summary>Reads and writes rows of tokens. Every change raises the number in <c>token_changes</c> in the same transaction.</summary>
internal static class TokenRows
{
    /// <summary>The number of the newest change.</summary>
    public const string Generation = "SELECT number FROM token_changes WHERE id = 1";

    /// <summary>All tokens, oldest first.</summary>
    public const string All = """
        SELECT id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, revoked_at, debug_until, rate, form, verification, takes_get
        FROM tokens ORDER BY created_at, id
        """;

    private const string Raise = "UPDATE token_changes SET number = number + 1 WHERE id = 1";

    /// <summary>Reads the tokens with the hashes of their secrets.</summary>
    public static async ValueTask<IReadOnlyList<(ApiToken Token, byte[] Hash)>> ReadAsync(NpgsqlDataReader row)
    {
        var rows = new List<(ApiToken, byte[])>();
        while (await row.ReadAsync())
        {
            var token = new ApiToken
            {
                Id = row.GetGuid(0).ToId(),
                Name = Text(row, 2)!,
                Kind = (TokenKind)row.GetInt16(3),
                BoundTo = Text(row, 4),
                Scopes = (TokenScopes)row.GetInt16(5),
                Environment = Text(row, 6)!,
                CreatedAt = row.GetInt64(7),
                ExpiresAt = Time(row, 8),
                RevokedAt = Time(row, 9),
                DebugUntil = Time(row, 10),
                Rate = Text(row, 11) is string rate && RateLimit.TryParse(rate, out RateLimit limit) ? limit : null,
                Form = (TokenForm)row.GetInt16(12),
                Verification = Text(row, 13) is string verification ? TokenVerification.Parse(verification) : null,
                TakesGet = row.GetBoolean(14),
            };
            rows.Add((token, row.GetFieldValue<byte[]>(1)));
        }

        return rows;
    }

    /// <summary>Adds a token.</summary>
    public static void Insert(NpgsqlBatch batch, ApiToken token, byte[] hash)
    {
        NpgsqlBatchCommand insert = batch.Add("""
            INSERT INTO tokens (id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, revoked_at, debug_until, rate, form, verification, takes_get)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, $13, $14)
            """)
            .Add(token.Id.ToGuid())
            .Add(hash)
            .Add(Bytes(token.Name))
            .Add((short)token.Kind)
            .Add(Bytes(token.BoundTo))
            .Add((short)token.Scopes)
            .Add(Bytes(token.Environment))
            .Add(token.CreatedAt)
            .Add(token.ExpiresAt ?? 0)
            .Add(token.DebugUntil ?? 0)
            .Add(Bytes(token.Rate?.ToString()))
            .Add((short)token.Form)
            .Add(Bytes(token.Verification?.Text));
        insert.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = token.TakesGet });
        batch.Add(Raise);
    }

    /// <summary>Changes one column of a token that is not revoked.</summary>
    /// <param name="batch">Receives the statements.</param>
    /// <param name="id">The token.</param>
    /// <param name="column">The column.</param>
    public static NpgsqlBatchCommand Change(NpgsqlBatch batch, Guid id, string column)
    {
        NpgsqlBatchCommand change = batch.Add($"UPDATE tokens SET {column} = $2 WHERE id = $1 AND revoked_at = 0").Add(id);
        batch.Add(Raise);
        return change;
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static long? Time(NpgsqlDataReader row, int column) => row.GetInt64(column) is not 0 and long time ? time : null;
}
