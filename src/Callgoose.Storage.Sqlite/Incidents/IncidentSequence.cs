using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>The sequence number of an incident: its id without version, variant and random bits.</summary>
/// <remarks>
/// <see cref="TimeOrderedIds"/> never gives those 60 bits twice and only ever counts up, also over a restart. As the key of
/// the table they make an index of ids and a counter on disk unnecessary.
/// </remarks>
internal static class IncidentSequence
{
    private const int CounterBits = 12;
    private const ulong Counter = (1 << CounterBits) - 1;

    /// <summary>
    /// How far behind its number an incident may stand. Here it has its own; of those that were moved from a shared store, where several servers made ids, two may
    /// have the same, and the second gets the next one that is free.
    /// </summary>
    public const int Room = (int)Counter;

    /// <summary>The sequence number of an incident with this id.</summary>
    public static long Of(TimeOrderedId id) => (id.UnixMilliseconds << CounterBits) | (long)(id.High & Counter);

    /// <summary>When an incident with this sequence number was created, in Unix milliseconds (UTC).</summary>
    public static long CreatedAt(long sequence) => sequence >> CounterBits;

    /// <summary>The smallest sequence number of a time, in Unix milliseconds (UTC).</summary>
    public static long FirstOf(long at) => at << CounterBits;
}
