using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>The signed-in sessions. A session ends after seven days, at sign-out, or with its token.</summary>
/// <param name="tokens">The valid tokens.</param>
/// <param name="store">The session store, which several servers may share.</param>
/// <param name="clock">The clock.</param>
internal sealed class Sessions(ITokenDirectory tokens, ISessionStore store, TimeProvider clock)
{
    /// <summary>How long a session lasts: an on-call week.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The most sessions at once. One more ends the oldest session of the token that has most.</summary>
    public const int Max = 256;

    /// <summary>The most sessions of one token. One more ends the token's oldest, so that one user's sign-ins do not end the sessions of others.</summary>
    public const int MaxOfToken = 64;

    private const int IdBytes = 32;

    /// <summary>Begins a session for a token.</summary>
    /// <param name="secret">The token's secret.</param>
    /// <returns>The session id, which the server does not keep, and the token; both null if the token is not valid.</returns>
    public async ValueTask<(string? Id, ApiToken? Token)> BeginAsync(string secret)
    {
        byte[] hash = new byte[TokenSecret.HashLength];
        ApiToken? token = TokenSecret.TryHash(secret, hash) ? await FindAsync(hash) : null;
        if (token is null)
        {
            return (null, null);
        }

        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var session = new Session(HashOf(id), hash, Now + (long)Lifetime.TotalMilliseconds);
        await store.AddAsync(session, others => Ended(others, session));
        return (id, token);
    }

    /// <summary>Finds the token of a session.</summary>
    /// <param name="id">The session id, as the browser presents it.</param>
    /// <returns>The token as it is now; null if the session does not exist or has ended.</returns>
    public async ValueTask<ApiToken?> FindAsync(string id) =>
        await store.FindAsync(HashOf(id)) is Session session && session.EndsAt > Now ? await FindAsync(session.TokenHash) : null;

    /// <summary>Ends a session, if it exists.</summary>
    public ValueTask EndAsync(string id) => store.RemoveAsync(HashOf(id));

    private async ValueTask<ApiToken?> FindAsync(byte[] hash) => tokens.FindByHash(hash) ?? (await tokens.LookAgainAsync() ? tokens.FindByHash(hash) : null);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Hashes a session id. Lookups use the hash, so their duration reveals nothing about an id.</summary>
    private static string HashOf(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private bool HasEnded(Session session) => session.EndsAt <= Now || tokens.FindByHash(session.TokenHash) is null;

    private IEnumerable<string> Ended(IReadOnlyCollection<Session> others, Session next)
    {
        ILookup<bool, Session> byEnd = others.ToLookup(HasEnded);
        return byEnd[true].Select(static ended => ended.IdHash).Concat(OneTooMany([.. byEnd[false]], next));
    }

    private static IEnumerable<string> OneTooMany(IReadOnlyCollection<Session> all, Session next)
    {
        string token = TokenOf(next);
        ILookup<string, Session> ofToken = all.ToLookup(TokenOf);
        IEnumerable<Session>? fullest = ofToken[token].Count() >= MaxOfToken ? ofToken[token]
            : all.Count >= Max ? ofToken.MaxBy(static sessions => sessions.Count())
            : null;
        return fullest?.MinBy(static session => session.EndsAt) is Session oldest ? [oldest.IdHash] : [];
    }

    private static string TokenOf(Session session) => Convert.ToHexString(session.TokenHash);
}
