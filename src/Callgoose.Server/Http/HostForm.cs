using System.Net;
using System.Net.Sockets;

namespace Callgoose.Http;

/// <summary>Validates <c>Host</c> headers (RFC 9112, section 3.2).</summary>
/// <remarks>The HTTP server refuses every other invalid form; but between brackets it accepts any hexadecimal digits, colons and dots.</remarks>
internal static class HostForm
{
    /// <summary>Returns false if brackets contain an invalid address.</summary>
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
