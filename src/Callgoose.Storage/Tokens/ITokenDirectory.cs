using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tokens;

/// <summary>
/// Finds the token of a request. It answers from memory, without a lock or an allocation. A revoked token is refused within a second,
/// whoever revoked it. May be used from any thread.
/// </summary>
public interface ITokenDirectory : IDisposable
{
    /// <summary>False if the server does not know which tokens are valid: then it refuses every token.</summary>
    bool IsHealthy { get; }

    /// <summary>The current tokens, if they are in memory. If null, the next lookup may have to wait for the disk.</summary>
    /// <remarks>
    /// With a data folder, each read costs a system call: a request reads it once and then calls
    /// <see cref="Find(TokenSnapshot, ReadOnlySpan{char})"/>.
    /// </remarks>
    TokenSnapshot? Current { get; }

    /// <summary>The environments of all tokens that are not revoked.</summary>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    IReadOnlyList<string> Environments { get; }

    /// <summary>Finds the token with a secret.</summary>
    /// <param name="presented">The text that the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it is revoked or expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    ApiToken? Find(ReadOnlySpan<char> presented);

    /// <summary>Finds the token with a secret in a snapshot.</summary>
    /// <param name="current">The value of <see cref="Current"/> when the request began.</param>
    /// <param name="presented">The text that the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it is revoked or expired.</returns>
    ApiToken? Find(TokenSnapshot current, ReadOnlySpan<char> presented);

    /// <summary>Finds the token whose secret has a hash.</summary>
    /// <param name="hash">The hash, as <see cref="TokenSecret.TryHash"/> computes it.</param>
    /// <returns>The token, or null if there is none, or it is revoked, has another secret, or has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read, or their file was removed or replaced.</exception>
    ApiToken? FindByHash(ReadOnlySpan<byte> hash);

    /// <summary>
    /// Reads tokens that other servers have created, before an unknown token is refused: a sender that got it from another server a moment ago would give up.
    /// </summary>
    /// <returns>
    /// True if the tokens were read after this call began. False if no other server can create tokens, or too many requests wait for this.
    /// </returns>
    /// <exception cref="StoreException">The tokens cannot be read.</exception>
    ValueTask<bool> LookAgainAsync() => new(false);

    /// <summary>Makes changes survive even if the files are later manipulated without this program. Call it before the end of the process.</summary>
    void Checkpoint();
}
