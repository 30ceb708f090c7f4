using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Http;

/// <summary>What RFC 9112 forbids in a head and the HTTP server lets pass. A proxy that reads such a request otherwise would see another one.</summary>
/// <remarks>That a line of a head ends in LF alone is allowed (section 2.2) and stays; within the chunks of a body it is refused by the HTTP server.</remarks>
internal static class RequestForm
{
    /// <summary>The status to refuse a request with, and to close its connection; null if nothing is wrong with it. Allocates nothing.</summary>
    public static int? RefusalOf(IHttpRequestFeature request)
    {
        // Section 3.2: a fragment is no part of a target.
        if (!HostForm.IsValid(request.Headers.Host) || request.RawTarget.Contains('#', StringComparison.Ordinal))
        {
            return StatusCodes.Status400BadRequest;
        }

        StringValues codings = request.Headers.TransferEncoding;
        return codings.Count == 0 ? null : RefusalOf(request.Protocol, codings);
    }

    private static int? RefusalOf(string protocol, StringValues codings)
    {
        // Section 6.1: HTTP/1.0 has no transfer codings, chunked comes once and last, and others may be refused by 501.
        if (protocol is "HTTP/1.0" or "HTTP/0.9" || codings is not [string only])
        {
            return StatusCodes.Status400BadRequest;
        }

        ReadOnlySpan<char> coding = only.AsSpan().Trim(" \t");
        if (coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (Range part in coding.Split(','))
        {
            if (!coding[part].Trim(" \t").Equals("chunked", StringComparison.OrdinalIgnoreCase))
            {
                return StatusCodes.Status501NotImplemented;
            }
        }

        return StatusCodes.Status400BadRequest;
    }
}
