using Callgoose.Auth;
using Callgoose.Storage.Tokens;

namespace Callgoose.Server.Tests.Auth;

/// <summary>When a session ends: after seven days to the millisecond, with its token, at sign-out, or as the oldest one beyond the limit.</summary>
public sealed class SessionsTests : IDisposable
{
    private readonly TokenFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task A_session_lasts_seven_days(int milliseconds, bool isSignedIn)
    {
        (ApiToken token, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string id = (await sessions.BeginAsync(secret)).Id!;

        folder.Clock.Now += TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(isSignedIn ? token.Id : null, (await sessions.FindAsync(id))?.Id);
        Assert.Equal(isSignedIn ? token.Id : null, (await folder.OpenSessions().FindAsync(id))?.Id);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public async Task The_next_sign_in_removes_what_has_ended(int milliseconds, int kept)
    {
        (_, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        await sessions.BeginAsync(secret);
        folder.Clock.Now += TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(milliseconds);

        await sessions.BeginAsync(secret);

        Assert.Equal(kept, folder.KeptSessions);
    }

    [Fact]
    public async Task A_session_ends_with_its_token_and_is_removed_by_the_next_sign_in()
    {
        (ApiToken token, string secret) = folder.Create(TokenScopes.Read);
        (_, string other) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string id = (await sessions.BeginAsync(secret)).Id!;

        folder.Revoke(token);

        Assert.Null(await sessions.FindAsync(id));
        Assert.Equal((null, null), await sessions.BeginAsync(secret));
        Assert.NotNull((await sessions.BeginAsync(other)).Id);
        Assert.Equal(1, folder.KeptSessions);
    }

    [Fact]
    public async Task One_session_too_many_of_a_token_ends_its_oldest_and_nobody_elses()
    {
        Sessions sessions = folder.OpenSessions();
        (_, string other) = folder.Create(TokenScopes.Read);
        string others = (await sessions.BeginAsync(other)).Id!;
        (_, string secret) = folder.Create(TokenScopes.Read);
        List<string> ids = await BeginAsync(sessions, secret, Sessions.MaxOfToken);
        Assert.DoesNotContain(null, await FindAsync(sessions, ids));

        ids.AddRange(await BeginAsync(sessions, secret, 1));

        Assert.Null(await sessions.FindAsync(ids[0]));
        Assert.DoesNotContain(null, await FindAsync(sessions, ids.Skip(1).Append(others)));
        Assert.Equal(Sessions.MaxOfToken + 1, folder.KeptSessions);
    }

    [Fact]
    public async Task One_session_too_many_of_all_ends_the_oldest_of_the_token_that_has_most()
    {
        Sessions sessions = folder.OpenSessions();
        List<string> ids = [];
        for (int left = Sessions.Max - 1; left > 0; left -= Sessions.MaxOfToken)
        {
            ids.AddRange(await BeginAsync(sessions, folder.Create(TokenScopes.Read).Secret, Math.Min(left, Sessions.MaxOfToken)));
        }

        ids.AddRange(await BeginAsync(sessions, folder.Create(TokenScopes.Read).Secret, 1));
        Assert.DoesNotContain(null, await FindAsync(sessions, ids));

        ids.AddRange(await BeginAsync(sessions, folder.Create(TokenScopes.Read).Secret, 1));

        Assert.Equal(Sessions.Max, folder.KeptSessions);
        List<ApiToken?> found = await FindAsync(sessions, ids);
        Assert.Single(found, static token => token is null);
        Assert.Equal(0, found.IndexOf(null) % Sessions.MaxOfToken);
    }

    [Fact]
    public async Task Signing_out_ends_one_session_for_good()
    {
        (_, string secret) = folder.Create(TokenScopes.Read);
        Sessions sessions = folder.OpenSessions();
        string first = (await sessions.BeginAsync(secret)).Id!;
        string second = (await sessions.BeginAsync(secret)).Id!;

        await sessions.EndAsync(first);
        await sessions.EndAsync("never begun");

        Assert.Null(await sessions.FindAsync(first));
        Assert.Null(await folder.OpenSessions().FindAsync(first));
        Assert.NotNull(await folder.OpenSessions().FindAsync(second));
    }

    private static async Task<List<ApiToken?>> FindAsync(Sessions sessions, IEnumerable<string> ids)
    {
        var tokens = new List<ApiToken?>();
        foreach (string id in ids)
        {
            tokens.Add(await sessions.FindAsync(id));
        }

        return tokens;
    }

    /// <summary>Begins sessions one second apart.</summary>
    private async Task<List<string>> BeginAsync(Sessions sessions, string secret, int count)
    {
        var ids = new List<string>();
        for (int i = 0; i < count; i++)
        {
            ids.Add((await sessions.BeginAsync(secret)).Id!);
            folder.Clock.Now += TimeSpan.FromSeconds(1);
        }

        return ids;
    }
}
