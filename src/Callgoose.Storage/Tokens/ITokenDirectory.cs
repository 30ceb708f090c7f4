using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Tokens;

/// <summary>
/// What a server asks for each request: whose is this token? Answered from memory, without a lock or an allocation. Whoever changed it, a token
/// that was revoked is refused within a second. May be used from any thread.
/// </summary>
public interface ITokenDirectory : IDisposable
{
    /// <summary>False if it is not known which tokens are valid: nobody is let in from then on.</summary>
    bool IsHealthy { get; }

    /// <summary>The tokens as they are now, if they are in memory. If not (null), the next that looks for one may have to wait for the disk.</summary>
    /// <remarks>On a data folder each look costs a system call: a request looks once and asks <see cref="Find(TokenSnapshot, ReadOnlySpan{char})"/>.</remarks>
    TokenSnapshot? Current { get; }

    /// <summary>The environments of the tokens that are not revoked.</summary>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    IReadOnlyList<string> Environments { get; }

    /// <summary>Finds the token with a secret.</summary>
    /// <param name="presented">What the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it was revoked, or it has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    ApiToken? Find(ReadOnlySpan<char> presented);

    /// <summary>Finds the token with a secret, as the tokens were a moment ago.</summary>
    /// <param name="current">What <see cref="Current"/> was when the request began.</param>
    /// <param name="presented">What the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it was revoked, or it has expired.</returns>
    ApiToken? Find(TokenSnapshot current, ReadOnlySpan<char> presented);

    /// <summary>Finds the token whose secret has a hash.</summary>
    /// <param name="hash">The hash, as <see cref="TokenSecret.TryHash"/> makes it.</param>
    /// <returns>The token, or null if there is none, or it was revoked, got another secret, or has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read, or their file was removed or replaced.</exception>
    ApiToken? FindByHash(ReadOnlySpan<byte> hash);

    /// <summary>Makes what was changed survive whatever is done to the files behind the back of the program. To be called before the end.</summary>
    void Checkpoint();
}
