using System.Net;

namespace Callgoose.Delivery.Addresses;

/// <summary>A destination has an address that messages may not go to.</summary>
public sealed class ForbiddenAddressException : IOException
{
    /// <summary>Names the address.</summary>
    public ForbiddenAddressException(IPAddress address)
        : base($"{address} is not a public address, and the configuration does not allow it; add its network to \"delivery.allowNetworks\" if it is meant")
    {
    }
}
