using System.Text;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Finds the token that a request presents (ProcessApi.md 2).</summary>
internal static class PresentedToken
{
    /// <summary>How long a buffer for a decoded token must be. What is longer before decoding cannot be a token: one has 46 characters.</summary>
    public const int MaxLength = 3 * 46;

    private const string Header = "X-Callgoose-Auth";
    private const string GitLabHeader = "X-Gitlab-Token";
    private const string Scheme = "Bearer";
    private const string OpsgenieScheme = "GenieKey";
    private const string BasicScheme = "Basic";
    /// <summary>The query parameter.</summary>
    public const string QueryName = "token";

    /// <summary>
    /// Looks at <c>Authorization</c> (<c>Bearer</c>, <c>GenieKey</c>, or <c>Basic</c> with the token as password), then <c>X-Callgoose-Auth</c>,
    /// then <c>X-Gitlab-Token</c>, then <c>token=</c>. The first one that is present decides, also when it is wrong.
    /// </summary>
    /// <remarks>
    /// Credentials of <c>Basic</c> are present only if the password is written like a token: others are for a proxy before this server. For the
    /// same reason a header of GitLab counts only then.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="buffer">At least <see cref="MaxLength"/> characters, for a token that has to be decoded.</param>
    /// <returns>The token, or an empty span if there is none.</returns>
    public static ReadOnlySpan<char> Find(IHttpRequestFeature request, Span<char> buffer)
    {
        IHeaderDictionary headers = request.Headers;
        foreach (string? authorization in headers.Authorization)
        {
            ReadOnlySpan<char> value = authorization.AsSpan().Trim();
            if (IsOf(value, Scheme))
            {
                return value[Scheme.Length..].Trim();
            }

            if (IsOf(value, OpsgenieScheme))
            {
                return value[OpsgenieScheme.Length..].Trim();
            }

            if (IsOf(value, BasicScheme) && PasswordOf(value[BasicScheme.Length..].Trim(), buffer) is { IsEmpty: false } password)
            {
                return password;
            }
        }

        if (headers.TryGetValue(Header, out var own) && own.Count > 0)
        {
            return own[0].AsSpan().Trim();
        }

        if (headers.TryGetValue(GitLabHeader, out var gitLab) && gitLab.Count > 0 && TokenText.IsWrittenLikeOne(gitLab[0].AsSpan().Trim()))
        {
            return gitLab[0].AsSpan().Trim();
        }

        return QueryParameters.TryFind(request.QueryString, QueryName, out ReadOnlySpan<char> encoded)
            ? Decode(encoded, buffer)
            : default;
    }

    /// <summary>Tells whether a URL has a token in it, right or wrong, whatever stands in the headers.</summary>
    public static bool IsInUrl(ReadOnlySpan<char> query) => !query.IsEmpty && QueryParameters.TryFind(query, QueryName, out _);

    private static bool IsOf(ReadOnlySpan<char> authorization, string scheme) =>
        authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        && (authorization.Length == scheme.Length || authorization[scheme.Length] is ' ' or '\t');

    /// <summary>The password of <c>Basic</c> (RFC 7617), or the user where there is no password, if it is written like a token.</summary>
    private static ReadOnlySpan<char> PasswordOf(ReadOnlySpan<char> encoded, Span<char> buffer)
    {
        const int MaxCredentials = 384;
        Span<byte> credentials = stackalloc byte[MaxCredentials];
        if (encoded.Length > MaxCredentials || !Convert.TryFromBase64Chars(encoded, credentials, out int length))
        {
            return default;
        }

        ReadOnlySpan<byte> pair = credentials[..length];
        int colon = pair.IndexOf((byte)':');
        if (colon < 0)
        {
            return default;
        }

        ReadOnlySpan<byte> password = colon == length - 1 ? pair[..colon] : pair[(colon + 1)..];
        if (password.Length > buffer.Length)
        {
            return default;
        }

        Encoding.Latin1.GetChars(password, buffer);
        return TokenText.IsWrittenLikeOne(buffer[..password.Length]) ? buffer[..password.Length] : default;
    }

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<char> encoded, Span<char> buffer)
    {
        if (encoded.IndexOfAny('%', '+') < 0)
        {
            return encoded;
        }

        if (encoded.Length > MaxLength)
        {
            return default;
        }

        Span<byte> decoded = stackalloc byte[MaxLength * PercentDecoding.MaxBytesPerChar];
        int length = PercentDecoding.Decode(encoded, decoded);
        if (length > buffer.Length)
        {
            return default;
        }

        for (int i = 0; i < length; i++)
        {
            buffer[i] = (char)decoded[i];
        }

        return buffer[..length].Trim();
    }
}
