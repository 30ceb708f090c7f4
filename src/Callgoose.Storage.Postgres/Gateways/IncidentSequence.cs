using Callgoose.Incidents;

namespace Callgoose.Storage.Postgres.Gateways;

/// <summary>The sequence number of an incident: of its id the time, the counter and the server that made it.</summary>
/// <remarks>A server never makes those twice, and no two servers have one number: as the key of the table they make an index of ids unnecessary.</remarks>
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
