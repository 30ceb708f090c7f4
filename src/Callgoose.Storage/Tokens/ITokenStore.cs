using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tokens;

/// <summary>Creates, lists and revokes tokens. Used by one at a time.</summary>
/// <remarks>An embedded store blocks and has ended when it comes back; one across a network blocks nobody.</remarks>
public interface ITokenStore : IDisposable
{
    /// <summary>Creates a token. It is durable when the wait ends, and accepted by this server; by others that share the store within a second.</summary>
    /// <returns>The token, and its secret, which exists nowhere else.</returns>
    /// <exception cref="ArgumentException">It is bound though it is global, or not bound though it is not.</exception>
    /// <exception cref="StoreException">It cannot be written; no token was made.</exception>
    ValueTask<(ApiToken Token, string Secret)> CreateAsync(NewToken wanted);

    /// <summary>Lists all tokens, oldest first, revoked and expired ones too.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<ApiToken>> ListAsync();

    /// <summary>Revokes a token for good. This server refuses it when the wait ends, others within a second.</summary>
    /// <returns>False if there is no such token, or it was revoked before.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    ValueTask<bool> RevokeAsync(TimeOrderedId id);

    /// <summary>Gives a token a new secret. Everything else stays as it is, the expiry too.</summary>
    /// <returns>The new secret, which exists nowhere else; null if there is no such token, or it was revoked.</returns>
    /// <exception cref="StoreException">It cannot be written; the old secret stays.</exception>
    ValueTask<string?> RegenerateAsync(TimeOrderedId id);

    /// <summary>Turns a token's debug switch on, from now for <see cref="NewToken.DebugLifetime"/>, or off.</summary>
    /// <returns>The token as it is then; null if there is no such token, or it was revoked.</returns>
    /// <exception cref="StoreException">It cannot be written.</exception>
    ValueTask<ApiToken?> SetDebugAsync(TimeOrderedId id, bool isOn);
}
