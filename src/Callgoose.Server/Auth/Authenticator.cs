using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Decides who may call (process-api.md 2).</summary>
internal sealed class Authenticator(ITokenDirectory tokens)
{
    /// <summary>Whether the next request is answered from memory. Otherwise it reads the tokens from the disk first.</summary>
    public bool IsCurrent => tokens.IsCurrent;

    /// <summary>Finds the token of a request and checks that it may do what is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(IHttpRequestFeature request, TokenScopes needed, out ApiToken? token)
    {
        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        return Authenticate(PresentedToken.Find(request, buffer), needed, out token);
    }

    /// <summary>Finds a token that was presented and checks that it may do what is asked.</summary>
    /// <param name="presented">What was presented; empty if nothing was.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(ReadOnlySpan<char> presented, TokenScopes needed, out ApiToken? token)
    {
        token = presented.IsEmpty ? null : tokens.Find(presented);
        if (token is null)
        {
            return Problems.Unauthorized;
        }

        return (token.Scopes & needed) != 0 ? null : Problems.Forbidden(needed.ToText());
    }
}
