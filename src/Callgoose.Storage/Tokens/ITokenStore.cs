using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tokens;

/// <summary>Creates, lists and revokes tokens. Not thread-safe.</summary>
/// <remarks>An embedded store blocks until the work is done; a store across a network works asynchronously.</remarks>
public interface ITokenStore : IDisposable
{
    /// <summary>
    /// Creates a token. When the wait ends it is durable and this server accepts it; other servers on the same store accept it within a
    /// second.
    /// </summary>
    /// <returns>The token, and its secret, which is stored nowhere.</returns>
    /// <exception cref="ArgumentException">A global token is bound, or a token of another kind is not bound.</exception>
    /// <exception cref="StoreException">It cannot be written; no token was created.</exception>
    ValueTask<(ApiToken Token, string Secret)> CreateAsync(NewToken wanted);

    /// <summary>Lists all tokens, oldest first, including revoked and expired ones.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<ApiToken>> ListAsync();

    /// <summary>Revokes a token for good. This server refuses it when the wait ends, other servers within a second.</summary>
    /// <returns>False if there is no such token, or it was already revoked.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    ValueTask<bool> RevokeAsync(TimeOrderedId id);

    /// <summary>Gives a token a new secret. Everything else stays the same, including the expiry.</summary>
    /// <returns>The new secret, which is stored nowhere; null if there is no such token, or it is revoked.</returns>
    /// <exception cref="StoreException">It cannot be written; the old secret stays valid.</exception>
    ValueTask<string?> RegenerateAsync(TimeOrderedId id);

    /// <summary>Turns a token's debug switch on for <see cref="NewToken.DebugLifetime"/> from now, or off.</summary>
    /// <returns>The changed token; null if there is no such token, or it is revoked.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    ValueTask<ApiToken?> SetDebugAsync(TimeOrderedId id, bool isOn);
}
