using System.Text;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Finds the token that a request presents (ProcessApi.md 2).</summary>
internal static class PresentedToken
{
    /// <summary>The buffer length needed for a decoded token. A longer encoded text cannot be a token: a token has 46 characters.</summary>
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
    /// then <c>X-Gitlab-Token</c>, then <c>token=</c>. The first one that is present decides, even if it is wrong.
    /// </summary>
    /// <remarks>
    /// <c>Basic</c> credentials count as present only if the password has the form of a token: others are meant for a proxy in front of this server. The
    /// GitLab header counts under the same condition.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="buffer">At least <see cref="MaxLength"/> characters, for a token that must be decoded.</param>
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

    /// <summary>Whether the URL holds a token, valid or not, regardless of the headers.</summary>
    public static bool IsInUrl(ReadOnlySpan<char> query) => !query.IsEmpty && QueryParameters.TryFind(query, QueryName, out _);

    private static bool IsOf(ReadOnlySpan<char> authorization, string scheme) =>
        authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        && (authorization.Length == scheme.Length || authorization[scheme.Length] is ' ' or '\t');

    /// <summary>Returns the password of <c>Basic</c> (RFC 7617), or the user name if there is no password, provided it has the form of a token.</summary>
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
