using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Callgoose.Http;

/// <summary>Parses the networks of proxies (RFC 4632, RFC 4291): 10.0.0.0/8, fd00::/8, or a single address.</summary>
internal static class ProxyNetworks
{
    /// <summary>The expected form, as the end of an error message.</summary>
    public const string Form = "write an address such as 192.0.2.7 or a network such as 10.0.0.0/8 or fd00::/8";

    /// <summary>This machine.</summary>
    public static IReadOnlyList<IPNetwork> Loopback { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>Parses a network or a single address.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    /// <summary>Whether an address is in one of the networks. An IPv4 address mapped to IPv6 counts as IPv4.</summary>
    public static bool Contain(IReadOnlyList<IPNetwork> networks, [NotNullWhen(true)] IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }
}
