using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Authorizes requests to everything except the Process API: by a token in the request or by a signed-in session.</summary>
internal sealed class ApiAuthenticator(Authenticator authenticator, Sessions sessions)
{
    /// <summary>Finds the token behind a request and checks that it has the needed scope.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <returns>The refusal, or null, and the token, if there is one.</returns>
    public async ValueTask<(Problem? Problem, ApiToken? Token)> AuthenticateAsync(IHttpRequestFeature request, TokenScopes needed)
    {
        if (IsPresented(request) || SessionCookie.Find(request) is not string id)
        {
            Problem? refusal = authenticator.Authenticate(request, needed, out ApiToken? presented);
            if (presented is null && IsPresented(request) && await authenticator.LookAgainAsync())
            {
                refusal = authenticator.Authenticate(request, needed, out presented);
            }

            return (refusal ?? (presented!.Verification is null ? null : Problems.SignedElsewhere), presented);
        }

        ApiToken? token = await sessions.FindAsync(id);
        return (RefusalOf(request, needed, token), token);
    }

    private static bool IsPresented(IHttpRequestFeature request)
    {
        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        return !PresentedToken.Find(request, buffer).IsEmpty;
    }

    private static Problem? RefusalOf(IHttpRequestFeature request, TokenScopes needed, ApiToken? token) =>
        token is null ? Problems.SessionEnded
        : ChangesSomething(request) && !SameOrigin.IsOurs(request) ? Problems.ForeignOrigin
        : (ScopesOf(token) & needed) != 0 ? null
        : Problems.Forbidden(needed.ToText());

    /// <summary>The scopes of a signed-in token: a token that may act on incidents may also read them, and no session may send webhooks.</summary>
    public static TokenScopes ScopesOf(ApiToken token)
    {
        TokenScopes scopes = token.Scopes & ~TokenScopes.Process;
        return scopes.HasFlag(TokenScopes.Admin) ? scopes | TokenScopes.Read : scopes;
    }

    private static bool ChangesSomething(IHttpRequestFeature request) => !RequestMethod.IsGet(request.Method) && !RequestMethod.IsHead(request.Method);
}
