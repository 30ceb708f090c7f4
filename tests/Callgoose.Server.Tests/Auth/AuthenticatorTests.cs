using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Auth;

/// <summary>Who may do what, by the scopes of a token or by a session.</summary>
public sealed class AuthenticatorTests : IDisposable
{
    private readonly TokenFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TokenScopes.Process, TokenScopes.Process, null)]
    [InlineData(TokenScopes.Process, TokenScopes.Read, 403)]
    [InlineData(TokenScopes.Process, TokenScopes.Admin, 403)]
    [InlineData(TokenScopes.Read, TokenScopes.Process, 403)]
    [InlineData(TokenScopes.Read, TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, TokenScopes.Admin, 403)]
    [InlineData(TokenScopes.Admin, TokenScopes.Process, 403)]
    [InlineData(TokenScopes.Admin, TokenScopes.Read, 403)]
    [InlineData(TokenScopes.Admin, TokenScopes.Admin, null)]
    [InlineData(TokenScopes.Process | TokenScopes.Admin, TokenScopes.Read, 403)]
    [InlineData(TokenScopes.Process | TokenScopes.Read, TokenScopes.Read, null)]
    public void A_token_may_do_what_its_scopes_say_and_none_contains_another(TokenScopes scopes, TokenScopes needed, int? status)
    {
        (ApiToken created, string secret) = folder.Create(scopes);

        Problem? problem = folder.Authenticator.Authenticate(Request(secret), needed, out ApiToken? token);

        Assert.Equal(status, problem?.Status);
        Assert.Equal(created.Id, token!.Id);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("unknown")]
    [InlineData("cut off")]
    [InlineData("revoked")]
    [InlineData("expired")]
    public void Without_a_token_that_is_valid_nothing_is_allowed(string which)
    {
        (ApiToken created, string secret) = folder.Create(TokenScopes.Process | TokenScopes.Read | TokenScopes.Admin, TimeSpan.FromHours(1));
        string? presented = which switch
        {
            "none" => null,
            "unknown" => secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'),
            "cut off" => secret[..^1],
            _ => secret,
        };
        Assert.Null(folder.Authenticator.Authenticate(Request(secret), TokenScopes.Process, out _));
        if (which == "revoked")
        {
            folder.Revoke(created);
        }

        folder.Clock.Now += which == "expired" ? TimeSpan.FromHours(1) : TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1);

        Assert.Equal(Problems.Unauthorized, folder.Authenticator.Authenticate(Request(presented), TokenScopes.Process, out ApiToken? token));
        Assert.Null(token);
    }

    [Theory]
    [InlineData(TokenScopes.Read, "GET", "", TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, "GET", "cross-site", TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, "HEAD", "cross-site", TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, "POST", "same-origin", TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, "POST", "", TokenScopes.Read, "foreign-origin")]
    [InlineData(TokenScopes.Admin, "POST", "same-origin", TokenScopes.Admin, null)]
    [InlineData(TokenScopes.Admin, "POST", "same-site", TokenScopes.Admin, "foreign-origin")]
    [InlineData(TokenScopes.Admin, "POST", "cross-site", TokenScopes.Admin, "foreign-origin")]
    [InlineData(TokenScopes.Admin, "DELETE", "none", TokenScopes.Admin, "foreign-origin")]
    [InlineData(TokenScopes.Admin, "GET", "", TokenScopes.Read, null)]
    [InlineData(TokenScopes.Read, "POST", "same-origin", TokenScopes.Admin, "forbidden")]
    [InlineData(TokenScopes.Process | TokenScopes.Read, "GET", "", TokenScopes.Process, "forbidden")]
    [InlineData(TokenScopes.Process | TokenScopes.Admin, "POST", "same-origin", TokenScopes.Process, "forbidden")]
    public async Task A_session_may_read_and_act_from_our_own_page_and_never_sends_webhooks(
        TokenScopes scopes, string method, string site, TokenScopes needed, string? refusal)
    {
        (ApiToken created, string secret) = folder.Create(scopes);
        Sessions sessions = folder.OpenSessions();
        HttpRequestFeature request = Request(null);
        request.Method = method;
        request.Headers.Cookie = "other=1; callgoose_session=" + (await sessions.BeginAsync(secret)).Id;
        if (site.Length > 0)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        (Problem? problem, ApiToken? token) = await new ApiAuthenticator(folder.Authenticator, sessions).AuthenticateAsync(request, needed);

        Assert.Equal(refusal, problem?.Type);
        Assert.Equal(created.Id, token!.Id);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_refused_and_a_presented_token_counts_before_a_session()
    {
        (_, string reader) = folder.Create(TokenScopes.Read);
        (ApiToken admin, string secret) = folder.Create(TokenScopes.Admin);
        Sessions sessions = folder.OpenSessions();
        string id = (await sessions.BeginAsync(reader)).Id!;
        HttpRequestFeature request = Request(secret);
        request.Headers.Cookie = "callgoose_session=" + id;
        var authenticator = new ApiAuthenticator(folder.Authenticator, sessions);

        (Problem? problem, ApiToken? token) = await authenticator.AuthenticateAsync(request, TokenScopes.Admin);
        Assert.Null(problem);
        Assert.Equal(admin.Id, token!.Id);

        request.Headers.Remove("Authorization");
        await sessions.EndAsync(id);
        Assert.Equal((Problems.SessionEnded, null), await authenticator.AuthenticateAsync(request, TokenScopes.Read));
    }

    private static HttpRequestFeature Request(string? secret)
    {
        var request = new HttpRequestFeature { Method = "POST", Path = "/v1/process" };
        if (secret is not null)
        {
            request.Headers.Authorization = "Bearer " + secret;
        }

        return request;
    }
}
