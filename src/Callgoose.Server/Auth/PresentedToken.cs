using Callgoose.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Finds the token that a request presents (process-api.md 2).</summary>
internal static class PresentedToken
{
    /// <summary>How long a buffer for a decoded token must be. What is longer before decoding cannot be a token: one has 46 characters.</summary>
    public const int MaxLength = 3 * 46;

    private const string Header = "X-Callgoose-Auth";
    private const string Scheme = "Bearer";
    private const string QueryName = "token";

    /// <summary>
    /// Looks at <c>Authorization: Bearer</c>, then <c>X-Callgoose-Auth</c>, then <c>token=</c>. The first one that is
    /// present decides, also when it is wrong.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="buffer">At least <see cref="MaxLength"/> characters, for a token that has to be decoded.</param>
    /// <returns>The token, or an empty span if there is none.</returns>
    public static ReadOnlySpan<char> Find(IHttpRequestFeature request, Span<char> buffer)
    {
        IHeaderDictionary headers = request.Headers;
        foreach (string? authorization in headers.Authorization)
        {
            ReadOnlySpan<char> value = authorization.AsSpan().Trim();
            if (value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                && (value.Length == Scheme.Length || value[Scheme.Length] is ' ' or '\t'))
            {
                return value[Scheme.Length..].Trim();
            }
        }

        if (headers.TryGetValue(Header, out var own) && own.Count > 0)
        {
            return own[0].AsSpan().Trim();
        }

        return QueryParameters.TryFind(request.QueryString, QueryName, out ReadOnlySpan<char> encoded)
            ? Decode(encoded, buffer)
            : default;
    }

    /// <summary>Tells whether a URL has a token in it, right or wrong, whatever stands in the headers.</summary>
    public static bool IsInUrl(ReadOnlySpan<char> query) => !query.IsEmpty && QueryParameters.TryFind(query, QueryName, out _);

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
