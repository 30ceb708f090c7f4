using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Callgoose.Incidents;

namespace Callgoose.Storage.Deliveries;

/// <summary>
/// Ids of deliveries: <c>msg_</c>, the incident's id without hyphens, the number of the event, and four bytes of the SHA-256 of the
/// destination's name and the event's time. The same event and destination always have the same id, so a receiver can recognise repeats.
/// The id includes the time because a server that was restored from a backup may give the same number to another event.
/// </summary>
public static class DeliveryIds
{
    private const string Prefix = "msg_";
    private const int HashBytes = 4;

    /// <summary>The id of the delivery of an event to a destination.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="number">The number of the event within it.</param>
    /// <param name="at">The time of the event, in Unix milliseconds (UTC).</param>
    /// <param name="destination">The name of the destination.</param>
    public static string Of(TimeOrderedId incident, int number, long at, string destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{destination} {at}")), hash);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{incident.ToString().Replace("-", string.Empty, StringComparison.Ordinal)}_{number}_{Convert.ToHexStringLower(hash[..HashBytes])}");
    }

    /// <summary>The incident of a delivery id. Returns the default value, which no incident has, if the text is not a delivery id.</summary>
    public static TimeOrderedId IncidentOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        string[] parts = id.Split('_');
        return parts is ["msg", { Length: 32 } hex, _, _] && Guid.TryParseExact(hex, "N", out Guid guid) && TimeOrderedId.TryParse(guid.ToString(), out TimeOrderedId incident)
            ? incident
            : default;
    }
}
