using Callgoose.Incidents;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>Reads the table of tokens.</summary>
internal static class TokenRows
{
    /// <summary>Reads all tokens with the hashes of their secrets, oldest first.</summary>
    public static IReadOnlyList<(ApiToken Token, byte[] Hash)> Read(SqliteDatabase database)
    {
        using SqliteStatement select = database.Prepare("""
            SELECT id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, revoked_at, debug_until, rate, form, verification, takes_get
            FROM tokens ORDER BY created_at, id
            """);
        var rows = new List<(ApiToken, byte[])>();
        while (select.Step())
        {
            var token = new ApiToken
            {
                Id = TimeOrderedId.FromBytes(select.Bytes(0)),
                Name = select.Text(2),
                Kind = (TokenKind)select.Number(3),
                BoundTo = select.TextOrNull(4),
                Scopes = (TokenScopes)select.Number(5),
                Environment = select.Text(6),
                CreatedAt = select.Number(7),
                ExpiresAt = select.NumberOrNull(8),
                RevokedAt = select.NumberOrNull(9),
                DebugUntil = select.NumberOrNull(10),
                Rate = select.TextOrNull(11) is string rate && RateLimit.TryParse(rate, out RateLimit limit) ? limit : null,
                Form = (TokenForm)select.Number(12),
                Verification = select.TextOrNull(13) is string verification ? TokenVerification.Parse(verification) : null,
                TakesGet = select.Number(14) != 0,
            };
            rows.Add((token, select.Bytes(1).ToArray()));
        }

        return rows;
    }
}
