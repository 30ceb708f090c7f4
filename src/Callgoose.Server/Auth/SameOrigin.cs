using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Tells whether a request comes from our own page, so that no other page can act through somebody's cookie.</summary>
/// <remarks>
/// SameSite alone would not do: another port of the same host is the same site. Browsers say where a request comes from in
/// <c>Sec-Fetch-Site</c> (https, and localhost) and in <c>Origin</c>; what says neither is no browser's request.
/// </remarks>
internal static class SameOrigin
{
    /// <summary>Whether the browser says that the request comes from a page of this very server.</summary>
    public static bool IsOurs(IHttpRequestFeature request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0 ? site == "same-origin" : IsHost(request.Headers.Origin.ToString(), request);
    }

    /// <summary>Whether the request says where it comes from, and that is somewhere else.</summary>
    public static bool IsForeign(IHttpRequestFeature request) =>
        (request.Headers["Sec-Fetch-Site"].Count > 0 || request.Headers.Origin.Count > 0) && !IsOurs(request);

    /// <summary>Of a connection without TLS a proxy before it may have had one, so that the page's may be either.</summary>
    private static bool IsHost(string origin, IHttpRequestFeature request)
    {
        string host = request.Headers.Host.ToString();
        return host.Length > 0
            && (IsOf("https://", origin, host) || (request.Scheme != Uri.UriSchemeHttps && IsOf("http://", origin, host)));
    }

    private static bool IsOf(string scheme, string origin, string host) =>
        origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && origin.AsSpan(scheme.Length).Equals(host, StringComparison.OrdinalIgnoreCase);
}
