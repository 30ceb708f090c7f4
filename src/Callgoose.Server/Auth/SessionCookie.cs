using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Callgoose.Auth;

/// <summary>The cookie that holds the session id. Scripts cannot read it, and browsers do not send it with requests from other sites.</summary>
/// <remarks>
/// If the browser uses https, the name has the prefix <c>__Host-</c>: browsers then accept the cookie only from this host and only over TLS
/// (RFC 6265bis, 4.1.3). Neither a neighbour under the same domain nor an attacker on the network can replace it.
/// </remarks>
internal static class SessionCookie
{
    private const string PlainName = "callgoose_session";
    private const string HostName = "__Host-" + PlainName;

    /// <summary>Returns the session id of a request, or null. Over TLS, and whenever it is present, only the cookie with the host prefix counts.</summary>
    public static string? Find(IHttpRequestFeature request) =>
        Find(request.Headers, HostName) ?? (request.Scheme == Uri.UriSchemeHttps ? null : Find(request.Headers, PlainName));

    /// <summary>Sets the cookie.</summary>
    public static void Set(HttpContext context, string id)
    {
        bool isHttps = IsHttps(context.Request);
        context.Response.Headers[HeaderNames.SetCookie] = Text(isHttps ? HostName : PlainName, id, (long)Sessions.Lifetime.TotalSeconds, isHttps);
    }

    /// <summary>Deletes the cookie.</summary>
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

    /// <summary>Whether the browser uses https. Behind a TLS proxy the request itself says http; the origin shows the browser's view.</summary>
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
