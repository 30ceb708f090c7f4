using Callgoose.Auth;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

/// <summary>When a session ends: after seven days to the millisecond, with its token, when it is signed out, or as the oldest of too many.</summary>
public sealed class SessionsTests : IDisposable
{
    private readonly TokenFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_session_lasts_seven_days(int milliseconds, bool isSignedIn)
    {
        (ApiToken token, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string id = sessions.Begin(secret, out _)!;

        folder.Clock.Now += TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(isSignedIn ? token.Id : null, sessions.Find(id)?.Id);
        Assert.Equal(isSignedIn ? token.Id : null, folder.OpenSessions().Find(id)?.Id);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public void The_next_sign_in_removes_what_has_ended(int milliseconds, int kept)
    {
        (_, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        sessions.Begin(secret, out _);
        folder.Clock.Now += TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(milliseconds);

        sessions.Begin(secret, out _);

        Assert.Equal(kept, folder.KeptSessions);
    }

    [Fact]
    public void A_session_ends_with_its_token_and_is_removed_by_the_next_sign_in()
    {
        (ApiToken token, string secret) = folder.Create(TokenScopes.Read);
        (_, string other) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string id = sessions.Begin(secret, out _)!;

        folder.Revoke(token);

        Assert.Null(sessions.Find(id));
        Assert.Null(sessions.Begin(secret, out ApiToken? refused));
        Assert.Null(refused);
        Assert.NotNull(sessions.Begin(other, out _));
        Assert.Equal(1, folder.KeptSessions);
    }

    [Fact]
    public void One_session_too_many_of_a_token_ends_its_oldest_and_nobody_elses()
    {
        Sessions sessions = folder.OpenSessions();
        (_, string other) = folder.Create(TokenScopes.Read);
        string others = sessions.Begin(other, out _)!;
        (_, string secret) = folder.Create(TokenScopes.Read);
        List<string> ids = Begin(sessions, secret, Sessions.MaxOfToken);
        Assert.All(ids, id => Assert.NotNull(sessions.Find(id)));

        ids.AddRange(Begin(sessions, secret, 1));

        Assert.Null(sessions.Find(ids[0]));
        Assert.All(ids.Skip(1).Append(others), id => Assert.NotNull(sessions.Find(id)));
        Assert.Equal(Sessions.MaxOfToken + 1, folder.KeptSessions);
    }

    [Fact]
    public void One_session_too_many_of_all_ends_the_oldest_of_the_token_that_has_most()
    {
        Sessions sessions = folder.OpenSessions();
        List<string> ids = [];
        for (int left = Sessions.Max - 1; left > 0; left -= Sessions.MaxOfToken)
        {
            ids.AddRange(Begin(sessions, folder.Create(TokenScopes.Read).Secret, Math.Min(left, Sessions.MaxOfToken)));
        }

        ids.AddRange(Begin(sessions, folder.Create(TokenScopes.Read).Secret, 1));
        Assert.All(ids, id => Assert.NotNull(sessions.Find(id)));

        ids.AddRange(Begin(sessions, folder.Create(TokenScopes.Read).Secret, 1));

        Assert.Equal(Sessions.Max, folder.KeptSessions);
        string ended = Assert.Single(ids, id => sessions.Find(id) is null);
        Assert.Equal(0, ids.IndexOf(ended) % Sessions.MaxOfToken);
    }

    [Fact]
    public void Signing_out_ends_one_session_for_good()
    {
        (_, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string first = sessions.Begin(secret, out _)!;
        string second = sessions.Begin(secret, out _)!;

        sessions.End(first);
        sessions.End("never begun");

        Assert.Null(sessions.Find(first));
        Assert.Null(folder.OpenSessions().Find(first));
        Assert.NotNull(folder.OpenSessions().Find(second));
    }

    /// <summary>Begins sessions a second apart.</summary>
    private List<string> Begin(Sessions sessions, string secret, int count)
    {
        var ids = new List<string>();
        for (int i = 0; i < count; i++)
        {
            ids.Add(sessions.Begin(secret, out _)!);
            folder.Clock.Now += TimeSpan.FromSeconds(1);
        }

        return ids;
    }
}
