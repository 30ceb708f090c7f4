using System.Net;
using System.Net.Sockets;

namespace Callgoose.Delivery.Addresses;

/// <summary>Decides which addresses messages may go to, so that no outgoing message can attack the machine, its network or its cloud.</summary>
/// <param name="allowed">The private networks that the configuration allows.</param>
public sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>The networks where clouds serve the credentials of their machines, and link-local neighbours. No configuration can allow them.</summary>
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("100.100.100.200/32"),
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    /// <summary>All networks that are not the public Internet (IANA special-purpose registries).</summary>
    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("100::/64"), IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether a network lies inside one that no configuration can allow.</summary>
    /// <remarks>A network around it, such as 0.0.0.0/0, does not count: it means every private network, and link-local addresses stay forbidden anyway.</remarks>
    public static bool IsNeverAllowed(IPNetwork network) =>
        Array.Exists(Never, never => never.PrefixLength <= network.PrefixLength && never.Contains(network.BaseAddress));

    /// <summary>Whether no configuration can allow an address, in whatever form it is written.</summary>
    public static bool IsNeverAllowed(IPAddress address)
    {
        IPAddress plain = Plain(address);
        return Array.Exists(Never, network => network.Contains(plain));
    }

    /// <summary>Whether messages may go to an address, in whatever form it is written.</summary>
    public bool Allows(IPAddress address)
    {
        IPAddress plain = Plain(address);
        return !IsNeverAllowed(plain)
            && (!Array.Exists(Special, network => network.Contains(plain)) || allowed.Any(network => network.Contains(plain)));
    }

    /// <summary>
    /// Returns the IPv4 address that an IPv6 address contains: mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056); else the address itself.
    /// </summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.IsIPv4MappedToIPv6)
        {
            return new IPAddress(bytes[12..]);
        }

        bool isNat64 = bytes[..12].SequenceEqual<byte>([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]);
        bool isTranslated = bytes[..12].SequenceEqual<byte>([0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]);
        bool is6To4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        return isNat64 || isTranslated ? new IPAddress(bytes[12..]) : is6To4 ? new IPAddress(bytes.Slice(2, 4)) : new IPAddress(bytes);
    }
}
