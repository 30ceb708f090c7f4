using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Auth;

/// <summary>Who is signed in. A session ends seven days after it began, when it is signed out, or with its token.</summary>
internal sealed class Sessions
{
    /// <summary>How long a session lasts: the on-call week.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How many there may be; one more ends the oldest of the token that has most.</summary>
    public const int Max = 256;

    /// <summary>How many a token may have; one more ends its oldest, so that nobody's sign-ins end those of others.</summary>
    public const int MaxOfToken = 64;

    private const int IdBytes = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Session> byIdHash = new(StringComparer.Ordinal);
    private readonly TokenDirectory tokens;
    private readonly SessionFile file;
    private readonly TimeProvider clock;

    /// <summary>Takes up the sessions of a data folder.</summary>
    public Sessions(TokenDirectory tokens, DataFolder folder, TimeProvider clock)
    {
        this.tokens = tokens;
        this.clock = clock;
        file = new SessionFile(folder);
        foreach (Session session in file.Read())
        {
            byIdHash[session.IdHash] = session;
        }
    }

    /// <summary>Begins a session for a token.</summary>
    /// <param name="secret">The token.</param>
    /// <param name="token">The token, if it is valid.</param>
    /// <returns>The id of the session, which nothing here keeps; null if the token is not valid.</returns>
    public string? Begin(string secret, out ApiToken? token)
    {
        byte[] hash = new byte[TokenSecret.HashLength];
        token = TokenSecret.TryHash(secret, hash) ? tokens.FindByHash(hash) : null;
        if (token is null)
        {
            return null;
        }

        string id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var session = new Session(HashOf(id), hash, Now + (long)Lifetime.TotalMilliseconds);
        lock (gate)
        {
            RemoveEnded();
            MakeRoom(session);
            byIdHash[session.IdHash] = session;
            file.Write(byIdHash.Values);
        }

        return id;
    }

    /// <summary>The token of a session.</summary>
    /// <param name="id">The session's id, as a browser presents it.</param>
    /// <returns>The token as it is now; null if there is no such session or it has ended.</returns>
    public ApiToken? Find(string id)
    {
        Session? session;
        lock (gate)
        {
            byIdHash.TryGetValue(HashOf(id), out session);
        }

        return session is null || session.EndsAt <= Now ? null : tokens.FindByHash(session.TokenHash);
    }

    /// <summary>Ends a session, if there is one with this id.</summary>
    public void End(string id)
    {
        lock (gate)
        {
            if (byIdHash.Remove(HashOf(id)))
            {
                file.Write(byIdHash.Values);
            }
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The hash is what is looked up: how long that takes tells nothing of an id.</summary>
    private static string HashOf(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private void RemoveEnded()
    {
        foreach (Session ended in byIdHash.Values.Where(session => session.EndsAt <= Now || tokens.FindByHash(session.TokenHash) is null).ToList())
        {
            byIdHash.Remove(ended.IdHash);
        }
    }

    private void MakeRoom(Session next)
    {
        string token = TokenOf(next);
        ILookup<string, Session> ofToken = byIdHash.Values.ToLookup(TokenOf);
        IEnumerable<Session>? fullest = ofToken[token].Count() >= MaxOfToken ? ofToken[token]
            : byIdHash.Count >= Max ? ofToken.MaxBy(static sessions => sessions.Count())
            : null;
        if (fullest?.MinBy(static session => session.EndsAt) is Session oldest)
        {
            byIdHash.Remove(oldest.IdHash);
        }
    }

    private static string TokenOf(Session session) => Convert.ToHexString(session.TokenHash);
}
