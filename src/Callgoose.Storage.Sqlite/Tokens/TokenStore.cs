using System.Security.Cryptography;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Checksums;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>Creates, lists and revokes tokens. Any process may do so, whether a server runs on the data folder or not. Not thread-safe.</summary>
public sealed class TokenStore : ITokenStore
{
    /// <summary>Changes of tokens take milliseconds: a process that locks the file for longer is stuck.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly SqliteDatabase database;
    private readonly TokenGeneration generation;
    private readonly TimeProvider clock;
    private readonly TimeOrderedIds ids;

    private TokenStore(SqliteDatabase database, TokenGeneration generation, TimeProvider clock)
    {
        this.database = database;
        this.generation = generation;
        this.clock = clock;
        ids = new TimeOrderedIds(clock);
    }

    /// <summary>True if no token was ever created: revoked and expired ones count.</summary>
    public bool IsEmpty => List().Count == 0;

    /// <summary>Opens the tokens of a data folder.</summary>
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
    public static TokenStore Open(DataFolder folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.RequireWhole();
        if (LogScan.Find(folder.Tokens + "-wal") is DamagedLog damage)
        {
            throw new StoreException($"{damage}. The start of a server keeps a copy of the log and goes on with what can be read.");
        }

        SqliteDatabase database = OpenDatabase(folder);
        try
        {
            ChecksumMigration.RunUnlessServed(database, folder);
            return new TokenStore(database, TokenGeneration.Open(folder), clock);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Creates a token. When this returns it is on disk, and a running server accepts it.</summary>
    /// <returns>The token, and its secret, which is stored nowhere.</returns>
    /// <exception cref="ArgumentException">A global token is bound, or a token of another kind is not bound.</exception>
    /// <exception cref="StoreException">It cannot be written; no token was created.</exception>
    public (ApiToken Token, string Secret) Create(NewToken wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ApiToken token = wanted.Make(ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        string secret = TokenSecret.Create(token.Form);
        Insert(token, secret);
        generation.Raise();
        return (token, secret);
    }

    /// <summary>Lists all tokens, oldest first, including revoked and expired ones.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<ApiToken> List() => [.. TokenRows.Read(database).Select(static row => row.Token)];

    /// <summary>Revokes a token for good. When this returns, a running server refuses it.</summary>
    /// <returns>False if there is no such token, or it was already revoked.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public bool Revoke(TimeOrderedId id)
    {
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        using SqliteStatement revoke = database.Prepare("UPDATE tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL");
        revoke.Bind(1, bytes).Bind(2, clock.GetUtcNow().ToUnixTimeMilliseconds()).Run();
        bool revoked = database.Changes == 1;
        generation.Raise();
        return revoked;
    }

    /// <summary>Gives a token a new secret; when this returns, the old one is refused. Everything else stays the same, including the expiry.</summary>
    /// <returns>The new secret, which is stored nowhere; null if there is no such token, or it is revoked.</returns>
    /// <exception cref="StoreException">It cannot be written; the old secret stays valid.</exception>
    public string? Regenerate(TimeOrderedId id)
    {
        string secret = TokenSecret.Create(List().FirstOrDefault(token => token.Id == id)?.Form ?? TokenForm.Ordinary);
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        id.WriteBytes(bytes);
        TokenSecret.TryHash(secret, hash);
        using SqliteStatement replace = database.Prepare("UPDATE tokens SET hash = ?2 WHERE id = ?1 AND revoked_at IS NULL");
        replace.Bind(1, bytes).Bind(2, hash).Run();
        bool replaced = database.Changes == 1;
        generation.Raise();
        return replaced ? secret : null;
    }

    /// <summary>Turns a token's debug switch on for <see cref="NewToken.DebugLifetime"/> from now, or off.</summary>
    /// <returns>The changed token; null if there is no such token, or it is revoked.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public ApiToken? SetDebug(TimeOrderedId id, bool on)
    {
        long? until = on ? clock.GetUtcNow().ToUnixTimeMilliseconds() + (long)NewToken.DebugLifetime.TotalMilliseconds : null;
        Span<byte> bytes = stackalloc byte[TimeOrderedId.ByteLength];
        id.WriteBytes(bytes);
        using SqliteStatement change = database.Prepare("UPDATE tokens SET debug_until = ?2 WHERE id = ?1 AND revoked_at IS NULL");
        change.Bind(1, bytes).Bind(2, until).Run();
        bool changed = database.Changes == 1;
        generation.Raise();
        return changed ? List().First(token => token.Id == id) : null;
    }

    ValueTask<(ApiToken Token, string Secret)> ITokenStore.CreateAsync(NewToken wanted) => new(Create(wanted));

    ValueTask<IReadOnlyList<ApiToken>> ITokenStore.ListAsync() => new(List());

    ValueTask<bool> ITokenStore.RevokeAsync(TimeOrderedId id) => new(Revoke(id));

    ValueTask<string?> ITokenStore.RegenerateAsync(TimeOrderedId id) => new(Regenerate(id));

    ValueTask<ApiToken?> ITokenStore.SetDebugAsync(TimeOrderedId id, bool isOn) => new(SetDebug(id, isOn));

    /// <inheritdoc/>
    public void Dispose()
    {
        // The content of the log is durable; once copied into the database it also survives the removal of the log.
        database.TryEmptyLog();
        database.Dispose();
        generation.Dispose();
    }

    /// <exception cref="StoreException">The file cannot be opened, or is missing from a folder on which a server has run.</exception>
    internal static SqliteDatabase OpenDatabase(DataFolder folder)
    {
        folder.RequireWhole();
        return SqliteDatabase.OpenForWriting(folder.Tokens, TokenLayout.Current, LockTimeout, folder.WasUsed);
    }

    private void Insert(ApiToken token, string secret)
    {
        Span<byte> id = stackalloc byte[TimeOrderedId.ByteLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        token.Id.WriteBytes(id);
        TokenSecret.TryHash(secret, hash);
        using SqliteStatement insert = database.Prepare("""
            INSERT INTO tokens (id, hash, name, kind, bound_to, scopes, environment, created_at, expires_at, debug_until, rate, form, verification, takes_get)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        insert.Bind(1, id)
            .Bind(2, hash)
            .Bind(3, token.Name)
            .Bind(4, (long)token.Kind)
            .Bind(5, token.BoundTo)
            .Bind(6, (long)token.Scopes)
            .Bind(7, token.Environment)
            .Bind(8, token.CreatedAt)
            .Bind(9, token.ExpiresAt)
            .Bind(10, token.DebugUntil)
            .Bind(11, token.Rate?.ToString())
            .Bind(12, (long)token.Form)
            .Bind(13, token.Verification?.Text)
            .Bind(14, token.TakesGet ? 1 : 0)
            .Run();
    }
}
