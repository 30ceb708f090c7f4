using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Callgoose.Auth;

/// <summary>The cookie that holds the id of a session. No script can read it, and no other site's page makes a browser send it.</summary>
internal static class SessionCookie
{
    private const string Name = "callgoose_session";

    /// <summary>The session's id that a request presents, or null.</summary>
    public static string? Find(IHeaderDictionary headers)
    {
        foreach (string? header in headers.Cookie)
        {
            foreach (string cookie in (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries))
            {
                if (cookie.StartsWith(Name + "=", StringComparison.Ordinal))
                {
                    return cookie[(Name.Length + 1)..];
                }
            }
        }

        return null;
    }

    /// <summary>Makes the browser keep the id of a session.</summary>
    public static void Set(HttpContext context, string id) => Write(context, id, (long)Sessions.Lifetime.TotalSeconds);

    /// <summary>Makes the browser forget it.</summary>
    public static void Clear(HttpContext context) => Write(context, string.Empty, 0);

    private static void Write(HttpContext context, string id, long seconds)
    {
        string secure = IsHttps(context.Request) ? "; Secure" : string.Empty;
        context.Response.Headers[HeaderNames.SetCookie] = string.Create(
            CultureInfo.InvariantCulture, $"{Name}={id}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    }

    /// <summary>Behind a TLS proxy the request says http; the origin tells how the browser sees the server.</summary>
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps || request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
