using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Postgres.Tokens;

/// <summary>Creates, lists and revokes tokens.</summary>
/// <param name="source">The database.</param>
/// <param name="clock">The source of the time.</param>
/// <param name="changed">Informs this server at once; null for a program that is not a server.</param>
/// <param name="owned">Closed with this.</param>
internal sealed class PostgresTokenStore(ConnectionSource source, TimeProvider clock, Func<ValueTask>? changed, IDisposable? owned) : ITokenStore
{
    private readonly TimeOrderedIds ids = new(clock);

    /// <inheritdoc/>
    public async ValueTask<(ApiToken Token, string Secret)> CreateAsync(NewToken wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ApiToken token = wanted.Make(ids.Next(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        (string secret, byte[] hash) = NewSecret(token.Form);
        await source.WriteAsync(batch => TokenRows.Insert(batch, token, hash));
        await TellAsync();
        return (token, secret);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ApiToken>> ListAsync() =>
        [.. (await source.ReadAsync(static batch => batch.Add(TokenRows.All), TokenRows.ReadAsync)).Select(static row => row.Token)];

    /// <inheritdoc/>
    public async ValueTask<bool> RevokeAsync(TimeOrderedId id)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        int revoked = await source.WriteAsync(batch => TokenRows.Change(batch, id.ToGuid(), "revoked_at").Add(now));
        await TellAsync();
        return revoked == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> RegenerateAsync(TimeOrderedId id)
    {
        ApiToken? known = (await ListAsync()).FirstOrDefault(token => token.Id == id);
        (string secret, byte[] hash) = NewSecret(known?.Form ?? TokenForm.Ordinary);
        int replaced = await source.WriteAsync(batch => TokenRows.Change(batch, id.ToGuid(), "hash").Add(hash));
        await TellAsync();
        return replaced == 1 ? secret : null;
    }

    /// <inheritdoc/>
    public async ValueTask<ApiToken?> SetDebugAsync(TimeOrderedId id, bool isOn)
    {
        long until = isOn ? clock.GetUtcNow().ToUnixTimeMilliseconds() + (long)NewToken.DebugLifetime.TotalMilliseconds : 0;
        int changed = await source.WriteAsync(batch => TokenRows.Change(batch, id.ToGuid(), "debug_until").Add(until));
        await TellAsync();
        return changed == 1 ? (await ListAsync()).First(token => token.Id == id) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => owned?.Dispose();

    private static (string Secret, byte[] Hash) NewSecret(TokenForm form)
    {
        string secret = TokenSecret.Create(form);
        byte[] hash = new byte[TokenSecret.HashLength];
        TokenSecret.TryHash(secret, hash);
        return (secret, hash);
    }

    /// <summary>The change is durable: if this server cannot read it now, it does so within a second.</summary>
    private async ValueTask TellAsync()
    {
        try
        {
            await (changed?.Invoke() ?? ValueTask.CompletedTask);
        }
        catch (StoreException)
        {
            // As above.
        }
    }
}
