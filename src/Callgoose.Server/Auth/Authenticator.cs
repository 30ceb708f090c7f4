using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Authorizes requests by their token (ProcessApi.md 2).</summary>
internal sealed class Authenticator(ITokenDirectory tokens)
{
    /// <inheritdoc cref="ITokenDirectory.Current"/>
    public TokenSnapshot? Current => tokens.Current;

    /// <inheritdoc cref="ITokenDirectory.LookAgainAsync"/>
    public ValueTask<bool> LookAgainAsync() => tokens.LookAgainAsync();

    /// <summary>Finds the token of a request and checks that it has the needed scope.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(IHttpRequestFeature request, TokenScopes needed, out ApiToken? token)
    {
        Span<char> buffer = stackalloc char[PresentedToken.MaxLength];
        return Authenticate(PresentedToken.Find(request, buffer), needed, null, out token);
    }

    /// <summary>Finds the token with this hash and checks that it has the needed scope.</summary>
    /// <param name="hash">The hash of the presented token.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(ReadOnlySpan<byte> hash, TokenScopes needed, out ApiToken? token)
    {
        token = tokens.FindByHash(hash);
        return RefusalOf(token, needed);
    }

    /// <summary>Checks a presented token: that it is valid and has the needed scope.</summary>
    /// <param name="presented">The presented token; empty if there is none.</param>
    /// <param name="needed">The one scope that the path needs.</param>
    /// <param name="current">The tokens, if the request has just read them; otherwise null.</param>
    /// <param name="token">The token, if it is accepted.</param>
    /// <returns>The refusal, or null.</returns>
    public Problem? Authenticate(ReadOnlySpan<char> presented, TokenScopes needed, TokenSnapshot? current, out ApiToken? token)
    {
        token = presented.IsEmpty ? null : current is null ? tokens.Find(presented) : tokens.Find(current, presented);
        return RefusalOf(token, needed);
    }

    private static Problem? RefusalOf(ApiToken? token, TokenScopes needed) =>
        token is null ? Problems.Unauthorized : (token.Scopes & needed) != 0 ? null : Problems.Forbidden(needed.ToText());
}
