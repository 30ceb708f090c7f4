using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Decides who may call (ProcessApi.md 2).</summary>
internal sealed class Authenticator(ITokenDirectory tokens)
{
    /// <inheritdoc cref="ITokenDirectory.Current"/>
    public TokenSnapshot? Current => tokens.Current;

    /// <summary>Finds the token of a request and checks that it may do what is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(IHttpRequestFeature request, TokenScopes needed, out ApiToken? token)
    {
        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        return Authenticate(PresentedToken.Find(request, buffer), needed, null, out token);
    }

    /// <summary>Finds a token that was presented and checks that it may do what is asked.</summary>
    /// <param name="presented">What was presented; empty if nothing was.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="current">The tokens, if the request has just looked; otherwise null.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(ReadOnlySpan<char> presented, TokenScopes needed, TokenSnapshot? current, out ApiToken? token)
    {
        token = presented.IsEmpty ? null : current is null ? tokens.Find(presented) : tokens.Find(current, presented);
        if (token is null)
        {
            return Problems.Unauthorized;
        }

        return (token.Scopes & needed) != 0 ? null : Problems.Forbidden(needed.ToText());
    }
}
