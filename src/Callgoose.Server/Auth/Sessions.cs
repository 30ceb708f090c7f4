using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Sessions;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Who is signed in. A session ends seven days after it began, when it is signed out, or with its token.</summary>
/// <param name="tokens">Whose tokens are valid.</param>
/// <param name="store">Where sessions are kept, which others may share.</param>
/// <param name="clock">Where the time comes from.</param>
internal sealed class Sessions(ITokenDirectory tokens, ISessionStore store, TimeProvider clock)
{
    /// <summary>How long a session lasts: the on-call week.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How many there may be; one more ends the oldest of the token that has most.</summary>
    public const int Max = 256;

    /// <summary>How many a token may have; one more ends its oldest, so that nobody's sign-ins end those of others.</summary>
    public const int MaxOfToken = 64;

    private const int IdBytes = 32;

    /// <summary>Begins a session for a token.</summary>
    /// <param name="secret">The token.</param>
    /// <returns>The id of the session, which nothing here keeps, and the token; both are null if the token is not valid.</returns>
    public async ValueTask<(string? Id, ApiToken? Token)> BeginAsync(string secret)
    {
        byte[] hash = new byte[TokenSecret.HashLength];
        ApiToken? token = TokenSecret.TryHash(secret, hash) ? tokens.FindByHash(hash) : null;
        if (token is null)
        {
            return (null, null);
        }

        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var session = new Session(HashOf(id), hash, Now + (long)Lifetime.TotalMilliseconds);
        await store.AddAsync(session, others => Ended(others, session));
        return (id, token);
    }

    /// <summary>The token of a session.</summary>
    /// <param name="id">The session's id, as a browser presents it.</param>
    /// <returns>The token as it is now; null if there is no such session or it has ended.</returns>
    public async ValueTask<ApiToken?> FindAsync(string id) =>
        await store.FindAsync(HashOf(id)) is Session session && session.EndsAt > Now ? tokens.FindByHash(session.TokenHash) : null;

    /// <summary>Ends a session, if there is one with this id.</summary>
    public ValueTask EndAsync(string id) => store.RemoveAsync(HashOf(id));

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The hash is what is looked up: how long that takes tells nothing of an id.</summary>
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
