using System.Net;
using System.Net.Sockets;

namespace Callgoose.Http;

/// <summary>Whether a <c>Host</c> is one (RFC 9112, section 3.2).</summary>
/// <remarks>The HTTP server refuses every other wrong form; between brackets it takes whatever consists of hexadecimal digits, colons and dots.</remarks>
internal static class HostForm
{
    /// <summary>False for an address in brackets that is no address.</summary>
    public static bool IsValid(string? host)
    {
        if (host is not ['[', ..])
        {
            return true;
        }

        int end = host.IndexOf(']', StringComparison.Ordinal);
        return end > 0 && IPAddress.TryParse(host.AsSpan(1, end - 1), out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
