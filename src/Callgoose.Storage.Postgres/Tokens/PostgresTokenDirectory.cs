using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Maintenances;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Postgres.Tokens;

/// <summary>
/// The tokens in memory, compared with the database a few times a second: a change by another server or a command applies here within a second. If the
/// database has not answered for a few seconds, no token is accepted, because any of them may have been revoked.
/// </summary>
internal sealed class PostgresTokenDirectory : ITokenDirectory
{
    /// <summary>How long the known tokens are valid without an answer of the database, in milliseconds.</summary>
    private const long BelievedFor = 5000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    private readonly ConnectionSource source;
    private readonly TimeProvider clock;
    private readonly TokenLooks looks;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim turn = new(1);
    private volatile TokenSnapshot snapshot = new(-1, []);
    private long askedAt;
    private long maintenanceChanges;
    private bool hasFailed;

    private PostgresTokenDirectory(ConnectionSource source, TimeProvider clock)
    {
        this.source = source;
        this.clock = clock;
        looks = new TokenLooks(RefreshAsync);
    }

    /// <inheritdoc/>
    public bool IsHealthy => Environment.TickCount64 - Volatile.Read(ref askedAt) < BelievedFor;

    /// <summary>
    /// The number of the newest change of the maintenances. It is read in the same round trip, so that a second follower needs none.
    /// </summary>
    public long MaintenanceChanges => Volatile.Read(ref maintenanceChanges);

    /// <inheritdoc/>
    public TokenSnapshot? Current => IsHealthy ? snapshot : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Environments => [.. snapshot.Environments];

    /// <summary>Reads the tokens and starts to follow them.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static async Task<PostgresTokenDirectory> OpenAsync(ConnectionSource source, TimeProvider clock)
    {
        var directory = new PostgresTokenDirectory(source, clock);
        await directory.RefreshAsync();
        _ = directory.FollowAsync();
        return directory;
    }

    /// <inheritdoc/>
    public ApiToken? Find(ReadOnlySpan<char> presented)
    {
        Span<byte> hash = stackalloc byte[TokenSecret.HashLength];
        return TokenSecret.TryHash(presented, hash) ? FindByHash(hash) : null;
    }

    /// <inheritdoc/>
    public ApiToken? Find(TokenSnapshot current, ReadOnlySpan<char> presented) => current.Find(presented, clock);

    /// <inheritdoc/>
    public ApiToken? FindByHash(ReadOnlySpan<byte> hash)
    {
        if (!IsHealthy)
        {
            throw new StoreException($"PostgreSQL at {source.Where} cannot be asked which tokens are valid.");
        }

        return snapshot.Find(hash, clock);
    }

    /// <inheritdoc/>
    public ValueTask<bool> LookAgainAsync() => looks.AskAsync();

    /// <inheritdoc/>
    public void Checkpoint()
    {
    }

    /// <summary>Applies the changes.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public async ValueTask RefreshAsync()
    {
        await turn.WaitAsync();
        try
        {
            long before = Environment.TickCount64;
            (long generation, long maintenances) = await source.ReadAsync(
                static batch =>
                {
                    batch.Add(TokenRows.Generation);
                    batch.Add(PostgresMaintenanceStore.Generation);
                },
                static async row =>
                {
                    long tokens = await row.ReadAsync() ? row.GetInt64(0) : 0;
                    return (tokens, await row.NextResultAsync() && await row.ReadAsync() ? row.GetInt64(0) : 0);
                });
            Volatile.Write(ref maintenanceChanges, maintenances);
            if (generation != snapshot.Generation || hasFailed)
            {
                snapshot = new TokenSnapshot(generation, await source.ReadAsync(static batch => batch.Add(TokenRows.All), TokenRows.ReadAsync));
                hasFailed = false;
            }

            Volatile.Write(ref askedAt, before);
        }
        catch
        {
            // The database may be another one when it is back: restored from a backup, or a standby. The same number of changes may then mean other tokens.
            hasFailed = true;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Cancel();

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    await RefreshAsync();
                }
                catch (Exception e) when (e is StoreException || Failures.IsOfDatabase(e) || e is ObjectDisposedException)
                {
                    // The next attempt may succeed; <see cref="IsHealthy"/> tells when too much time has passed.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }
}
