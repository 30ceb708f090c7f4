using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Auth;

/// <summary>Tells whether a request comes from the server's own page, so that no other page can act through a user's cookie.</summary>
/// <remarks>
/// SameSite alone is not enough: another port of the same host is the same site. Browsers report the origin of a request in
/// <c>Sec-Fetch-Site</c> (https, and localhost) and in <c>Origin</c>. A request without both does not come from a browser.
/// </remarks>
internal static class SameOrigin
{
    /// <summary>Whether the browser reports that the request comes from a page of this server.</summary>
    public static bool IsOurs(IHttpRequestFeature request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0 ? site == "same-origin" : IsHost(request.Headers.Origin.ToString(), request);
    }

    /// <summary>Whether the request reports an origin other than this server.</summary>
    public static bool IsForeign(IHttpRequestFeature request) =>
        (request.Headers["Sec-Fetch-Site"].Count > 0 || request.Headers.Origin.Count > 0) && !IsOurs(request);

    /// <summary>Compares an origin with the host. If the connection has no TLS, a proxy in front may have it, so the page's scheme may be either.</summary>
    private static bool IsHost(string origin, IHttpRequestFeature request)
    {
        string host = request.Headers.Host.ToString();
        return host.Length > 0
            && (IsOf("https://", origin, host) || (request.Scheme != Uri.UriSchemeHttps && IsOf("http://", origin, host)));
    }

    private static bool IsOf(string scheme, string origin, string host) =>
        origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && origin.AsSpan(scheme.Length).Equals(host, StringComparison.OrdinalIgnoreCase);
}
