using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Doors;

/// <summary>
/// The number of Callgoose servers that a call has already passed, as reported by destinations of the kind Callgoose. It stops endless loops between servers that
/// send to each other.
/// </summary>
internal static class HopCount
{
    /// <summary>The header.</summary>
    public const string Header = "X-Callgoose-Hops";

    /// <summary>The limit: a server does not send on what has passed more servers.</summary>
    private const char Most = '3';

    /// <summary>Reads it from the header.</summary>
    /// <param name="request">The request line and headers.</param>
    /// <param name="call">Receives the number.</param>
    /// <returns>The refusal of an invalid number, or null.</returns>
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
