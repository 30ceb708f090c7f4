using Callgoose.Incidents;

namespace Callgoose.Storage.Postgres.Gateways;

/// <summary>The sequence number of an incident: the time, the counter and the server in its id.</summary>
/// <remarks>
/// A server never repeats these, and no two servers have the same number: as the key of the table they make an index on ids unnecessary.
/// </remarks>
internal static class IncidentSequence
{
    private const int CounterBits = 12;
    private const int GatewayBits = 8;
    private const int RandomBits = 54;
    private const ulong Counter = (1 << CounterBits) - 1;

    /// <summary>The sequence number of an incident with this id.</summary>
    public static long Of(TimeOrderedId id) =>
        (id.UnixMilliseconds << (CounterBits + GatewayBits)) | (long)((id.High & Counter) << GatewayBits) | (long)((id.Low >> RandomBits) & 0xFF);

    /// <summary>The smallest sequence number of a time, in Unix milliseconds (UTC).</summary>
    public static long From(long at) => at << (CounterBits + GatewayBits);
}
