using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Callgoose.Http;

/// <summary>
/// Finds what RFC 9112 forbids in a request head but the HTTP server accepts. A proxy that interprets such a request differently would see another request.
/// </summary>
/// <remarks>A head line that ends in LF alone is allowed (section 2.2) and stays accepted; within the chunks of a body the HTTP server refuses it.</remarks>
internal static class RequestForm
{
    /// <summary>Returns the status with which to refuse a request and close its connection; null if it is valid. Allocates nothing.</summary>
    public static int? RefusalOf(IHttpRequestFeature request)
    {
        // Section 3.2: a request target has no fragment.
        if (!HostForm.IsValid(request.Headers.Host) || request.RawTarget.Contains('#', StringComparison.Ordinal))
        {
            return StatusCodes.Status400BadRequest;
        }

        StringValues codings = request.Headers.TransferEncoding;
        return codings.Count == 0 ? null : RefusalOf(request.Protocol, codings);
    }

    private static int? RefusalOf(string protocol, StringValues codings)
    {
        // Section 6.1: HTTP/1.0 has no transfer codings; chunked comes once and last; other codings may be refused with 501.
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
