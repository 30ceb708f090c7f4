using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Decides who may call everything but the Process API: whoever presents a token, and whoever is signed in.</summary>
internal sealed class ApiAuthenticator(Authenticator authenticator, Sessions sessions)
{
    /// <summary>Finds the token behind a request and checks that it may do what is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <returns>The refusal, or null, and the token, if there is one.</returns>
    public async ValueTask<(Problem? Problem, ApiToken? Token)> AuthenticateAsync(IHttpRequestFeature request, TokenScopes needed)
    {
        if (IsPresented(request) || SessionCookie.Find(request) is not string id)
        {
            Problem? refusal = authenticator.Authenticate(request, needed, out ApiToken? presented);
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

    /// <summary>What a signed-in token may do: whoever may act on incidents sees them, and nobody sends webhooks with a cookie.</summary>
    public static TokenScopes ScopesOf(ApiToken token)
    {
        TokenScopes scopes = token.Scopes & ~TokenScopes.Process;
        return scopes.HasFlag(TokenScopes.Admin) ? scopes | TokenScopes.Read : scopes;
    }

    private static bool ChangesSomething(IHttpRequestFeature request) => !RequestMethod.IsGet(request.Method) && !RequestMethod.IsHead(request.Method);
}
