using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Doors;

/// <summary>
/// Through how many Callgoose servers a call came before this one, as the destination kind Callgoose says: servers that send to each other would
/// never end without it.
/// </summary>
internal static class HopCount
{
    /// <summary>The header.</summary>
    public const string Header = "X-Callgoose-Hops";

    /// <summary>A server sends on nothing that came through more.</summary>
    private const char Most = '3';

    /// <summary>Takes it from the header.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">Gets it.</param>
    /// <returns>The refusal of what is no such number, or null.</returns>
    public static Problem? Take(IHttpRequestFeature request, IncomingCall call)
    {
        StringValues header = request.Headers[Header];
        if (header.Count == 0)
        {
            return null;
        }

        if (header.Count > 1 || header[0] is not [>= '1' and <= Most] text)
        {
            return Problems.InvalidHops;
        }

        call.Hops = text[0] - '0';
        return null;
    }
}
