using Microsoft.AspNetCore.Http;
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
        return site.Length > 0 ? site == "same-origin" : IsHost(request.Headers.Origin.ToString(), request.Headers);
    }

    /// <summary>Whether the request says where it comes from, and that is somewhere else.</summary>
    public static bool IsForeign(IHttpRequestFeature request) =>
        (request.Headers["Sec-Fetch-Site"].Count > 0 || request.Headers.Origin.Count > 0) && !IsOurs(request);

    private static bool IsHost(string origin, IHeaderDictionary headers)
    {
        int host = origin.IndexOf("://", StringComparison.Ordinal);
        return host >= 0 && origin.AsSpan(host + 3).Equals(headers.Host.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
