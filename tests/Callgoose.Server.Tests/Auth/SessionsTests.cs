using Callgoose.Auth;
using Callgoose.Storage;

namespace Callgoose.Server.Tests.Auth;

/// <summary>When a session ends: after seven days to the millisecond, with its token, when it is signed out, or as the oldest of too many.</summary>
public sealed class SessionsTests : IDisposable
{
    private const int MostSessions = 256;

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
    public void One_session_too_many_ends_the_one_that_would_end_first()
    {
        (_, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        var ids = new List<string>();
        for (int i = 0; i < MostSessions; i++)
        {
            ids.Add(sessions.Begin(secret, out _)!);
            folder.Clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.All(ids, id => Assert.NotNull(sessions.Find(id)));

        ids.Add(sessions.Begin(secret, out _)!);

        Assert.Null(sessions.Find(ids[0]));
        Assert.All(ids.Skip(1), id => Assert.NotNull(sessions.Find(id)));
        Assert.Equal(MostSessions, folder.KeptSessions);
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
}
