using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Callgoose.Storage.Tokens;

/// <summary>The tokens at one generation, for lookups from any thread. Immutable.</summary>
public sealed class TokenSnapshot
{
    private readonly Dictionary<ulong, (ApiToken Token, byte[] Hash)[]> byHashStart;

    /// <summary>Indexes the tokens that are not revoked.</summary>
    /// <param name="generation">The generation, read before the tokens.</param>
    /// <param name="tokens">All tokens, each with the hash of its secret.</param>
    public TokenSnapshot(long generation, IEnumerable<(ApiToken Token, byte[] Hash)> tokens)
    {
        Generation = generation;
        byHashStart = tokens
            .Where(static row => row.Token.RevokedAt is null)
            .GroupBy(static row => Start(row.Hash))
            .ToDictionary(static group => group.Key, static group => group.ToArray());
    }

    /// <summary>The generation. It was read before the tokens, so they are at least as new.</summary>
    public long Generation { get; }

    /// <summary>The environments of the tokens.</summary>
    public IEnumerable<string> Environments => byHashStart.Values.SelectMany(static rows => rows).Select(static row => row.Token.Environment).Distinct(StringComparer.Ordinal);

    /// <summary>Finds the token with a hash.</summary>
    /// <remarks>
    /// The lookup uses eight bytes of the hash. Its timing reveals at most something about a hash, which nobody can turn back into a token.
    /// The whole hash is then compared in constant time.
    /// </remarks>
    public ApiToken? Find(ReadOnlySpan<byte> hash)
    {
        if (byHashStart.TryGetValue(Start(hash), out (ApiToken Token, byte[] Hash)[]? candidates))
        {
            foreach ((ApiToken token, byte[] known) in candidates)
            {
                if (CryptographicOperations.FixedTimeEquals(hash, known))
                {
                    return token;
                }
            }
        }

        return null;
    }

    /// <summary>Finds the token with a secret, if it has not expired.</summary>
    /// <param name="presented">The text that a request presents, of any length and content.</param>
    /// <param name="clock">The clock for the expiry.</param>
    public ApiToken? Find(ReadOnlySpan<char> presented, TimeProvider clock)
    {
        Span<byte> hash = stackalloc byte[TokenSecret.HashLength];
        return TokenSecret.TryHash(presented, hash) ? Find(hash, clock) : null;
    }

    /// <summary>Finds the token with a hash, if it has not expired.</summary>
    /// <param name="hash">The hash, as <see cref="TokenSecret.TryHash"/> computes it.</param>
    /// <param name="clock">The clock for the expiry.</param>
    public ApiToken? Find(ReadOnlySpan<byte> hash, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ApiToken? token = Find(hash);
        return token?.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds() ? null : token;
    }

    private static ulong Start(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64LittleEndian(hash);
}
