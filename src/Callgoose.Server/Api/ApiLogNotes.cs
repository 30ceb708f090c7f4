using System.Globalization;
using System.Net;
using Callgoose.Auth;
using Callgoose.Storage.ApiLog;

namespace Callgoose.Api;

/// <summary>Suggestions for the sender of a logged call. The API log shows each one once per call; they never affect the verdict.</summary>
internal static class ApiLogNotes
{
    /// <summary>Lists the suggestions for a call.</summary>
    public static IEnumerable<string> Of(ApiLogEntry entry)
    {
        if (entry.LeftOutBefore > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Between the call before and this one {entry.LeftOutBefore} calls were left out: they came faster than the log is written, or it could not be.");
        }

        if (UrlMask.HidesToken(entry.Url))
        {
            yield return "The token came in the URL, which proxies and servers write to their logs; the header X-Callgoose-Auth or Authorization is the better place.";
        }

        if (entry.Scheme == Uri.UriSchemeHttp && !(IPAddress.TryParse(entry.RemoteAddress, out IPAddress? address) && IPAddress.IsLoopback(address)))
        {
            yield return "The call came over plain http, where the token can be read on the way; use https.";
        }
    }
}
