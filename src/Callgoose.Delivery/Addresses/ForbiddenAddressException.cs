using System.Net;

namespace Callgoose.Delivery.Addresses;

/// <summary>A destination resolves to an address that messages may not go to.</summary>
public sealed class ForbiddenAddressException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="address">The address, which the message names.</param>
    /// <param name="isNever">Whether no configuration can allow it.</param>
    public ForbiddenAddressException(IPAddress address, bool isNever)
        : base(isNever
            ? $"{address} is not a public address but one at which machines and clouds give out credentials; it cannot be allowed. Send to another address"
            : $"{address} is not a public address, and the configuration does not allow it; add its network to \"delivery.allowNetworks\" if it is meant")
    {
    }
}
