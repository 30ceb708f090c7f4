using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Callgoose.Auth;

/// <summary>The cookie that holds the id of a session. No script can read it, and no other site's page makes a browser send it.</summary>
/// <remarks>
/// Where the browser sees https its name has the prefix <c>__Host-</c>, with which browsers take it from this very host alone and over TLS
/// (RFC 6265bis, 4.1.3): neither a neighbour below the same domain nor somebody on the way can put one of their own in its place.
/// </remarks>
internal static class SessionCookie
{
    private const string PlainName = "callgoose_session";
    private const string HostName = "__Host-" + PlainName;

    /// <summary>The session's id that a request presents, or null. Over TLS, and wherever there is one, only the cookie of this very host counts.</summary>
    public static string? Find(IHttpRequestFeature request) =>
        Find(request.Headers, HostName) ?? (request.Scheme == Uri.UriSchemeHttps ? null : Find(request.Headers, PlainName));

    /// <summary>Makes the browser keep the id of a session.</summary>
    public static void Set(HttpContext context, string id)
    {
        bool isHttps = IsHttps(context.Request);
        context.Response.Headers[HeaderNames.SetCookie] = Text(isHttps ? HostName : PlainName, id, (long)Sessions.Lifetime.TotalSeconds, isHttps);
    }

    /// <summary>Makes the browser forget it.</summary>
    public static void Clear(HttpContext context)
    {
        string plain = Text(PlainName, string.Empty, 0, isHttps: false);
        context.Response.Headers[HeaderNames.SetCookie] = IsHttps(context.Request)
            ? new StringValues([Text(HostName, string.Empty, 0, isHttps: true), plain])
            : plain;
    }

    private static string? Find(IHeaderDictionary headers, string name)
    {
        foreach (string? header in headers.Cookie)
        {
            foreach (string cookie in (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries))
            {
                if (cookie.StartsWith(name, StringComparison.Ordinal) && cookie.Length > name.Length && cookie[name.Length] == '=')
                {
                    return cookie[(name.Length + 1)..];
                }
            }
        }

        return null;
    }

    private static string Text(string name, string id, long seconds, bool isHttps) => string.Create(
        CultureInfo.InvariantCulture, $"{name}={id}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{(isHttps ? "; Secure" : string.Empty)}");

    /// <summary>Behind a TLS proxy the request says http; the origin tells how the browser sees the server.</summary>
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
