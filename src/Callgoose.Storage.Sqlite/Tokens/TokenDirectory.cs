using System.Security.Cryptography;

namespace Callgoose.Storage.Sqlite;

/// <summary>
/// What a server asks for each request: whose is this token? Answered from memory, without a lock or an allocation;
/// a change that another process made is seen by the first request after it.
/// </summary>
public sealed class TokenDirectory : IDisposable
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly TokenGeneration generation;
    private readonly TimeProvider clock;
    private volatile TokenSnapshot snapshot;

    private TokenDirectory(SqliteDatabase database, TokenGeneration generation, TimeProvider clock)
    {
        this.database = database;
        this.generation = generation;
        this.clock = clock;
        snapshot = Load();
    }

    /// <summary>Opens the tokens of a data folder.</summary>
    /// <exception cref="StoreException">The file cannot be opened, is not ours, or is of another version.</exception>
    public static TokenDirectory Open(DataFolder folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new TokenDirectory(TokenStore.OpenDatabase(folder), TokenGeneration.Open(folder), clock);
    }

    /// <summary>Whether the tokens are in memory as they are. If not, the next who looks for one reads all of them from the disk.</summary>
    public bool IsCurrent => snapshot.Generation == generation.Current;

    /// <summary>Finds the token with a secret.</summary>
    /// <param name="presented">What the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it was revoked, or it has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    public ApiToken? Find(ReadOnlySpan<char> presented)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        return TryHash(presented, hash) ? FindByHash(hash) : null;
    }

    /// <summary>Finds the token whose secret has a hash.</summary>
    /// <param name="hash">The hash, as <see cref="TryHash"/> makes it.</param>
    /// <returns>The token, or null if there is none, or it was revoked, got another secret, or has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    public ApiToken? FindByHash(ReadOnlySpan<byte> hash)
    {
        ApiToken? token = Current().Find(hash);
        return token?.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds() ? null : token;
    }

    /// <summary>Hashes a secret, for whoever has to remember which token was presented without keeping the secret.</summary>
    /// <param name="presented">What was presented.</param>
    /// <param name="hash">Gets <see cref="HashLength"/> bytes.</param>
    /// <returns>False for a text that cannot be a secret.</returns>
    public static bool TryHash(ReadOnlySpan<char> presented, Span<byte> hash) => TokenSecret.TryHash(presented, hash);

    /// <summary>Closes the file.</summary>
    /// <remarks>
    /// The mapped number stays: a request that is still under way may look at it, and memory that is no longer mapped would
    /// end the process. It is one page, and the directory lives as long as its server.
    /// </remarks>
    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private TokenSnapshot Current()
    {
        TokenSnapshot current = snapshot;
        return current.Generation == generation.Current ? current : Reload();
    }

    private TokenSnapshot Reload()
    {
        lock (gate)
        {
            if (snapshot.Generation != generation.Current)
            {
                snapshot = Load();
            }

            return snapshot;
        }
    }

    private TokenSnapshot Load()
    {
        long seen = generation.Current;
        return new TokenSnapshot(seen, TokenRows.Read(database));
    }
}
