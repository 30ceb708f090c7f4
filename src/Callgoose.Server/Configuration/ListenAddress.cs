using System.Net;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Configuration;

/// <summary>Checks addresses to listen on.</summary>
internal static class ListenAddress
{
    private const string NoAddress =
        "which is not an address to listen on; write one such as http://127.0.0.1:8080, with an IP address, localhost or * as its host.";

    /// <summary>Splits a list of addresses separated by <c>;</c>.</summary>
    public static IReadOnlyList<string> Split(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Describes the error in an address, as the rest of a sentence that names it.</summary>
    /// <returns>Null if there is none.</returns>
    public static string? Fault(string url)
    {
        try
        {
            BindingAddress address = BindingAddress.Parse(url);
            return (IsHttps(address) || address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
                && address.PathBase.Length == 0
                && address.Port <= IPEndPoint.MaxPort
                && IsOfThisMachine(address.Host)
                ? null
                : NoAddress;
        }
        catch (FormatException)
        {
            return NoAddress;
        }
    }

    /// <summary>Whether an address uses TLS.</summary>
    public static bool HasTls(string url) => IsHttps(BindingAddress.Parse(url));

    /// <summary>Whether only this machine can connect to an address.</summary>
    public static bool IsLoopback(string url)
    {
        string host = BindingAddress.Parse(url).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
    }

    private static bool IsHttps(BindingAddress address) => address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a host belongs to this machine. The HTTP server would take any other name to mean "all networks", which is never the intention.</summary>
    private static bool IsOfThisMachine(string host) =>
        host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host, out _);
}
