using Callgoose.Configuration;
using Callgoose.Incidents;

namespace Callgoose.Hosting.Direct;

/// <summary>How large a request may be to be served directly. Whatever is larger is the HTTP server's, which refuses it or not.</summary>
/// <param name="HeadBytes">The request line and the headers, with the empty line behind them.</param>
/// <param name="RequestLineBytes">The request line.</param>
/// <param name="Headers">How many headers.</param>
/// <param name="BodyBytes">The body: what every call has room for anyway, so that none of it needs to be counted.</param>
internal sealed record DirectLimits(int HeadBytes, int RequestLineBytes, int Headers, int BodyBytes)
{
    private const int UsualHeadBytes = 4096;
    private const int UsualHeaders = 32;

    /// <summary>The limits of a server: never above those that are configured.</summary>
    public static DirectLimits Of(ServerLimits limits) => new(
        Math.Min(UsualHeadBytes, limits.HeaderBytes),
        Math.Min(UsualHeadBytes, limits.RequestLine),
        Math.Min(UsualHeaders, limits.Headers),
        TextArena.KeptBytes);
}
