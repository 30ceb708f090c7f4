using Callgoose.Incidents;

namespace Callgoose.Storage.Sqlite.Incidents;

/// <summary>The sequence number of an incident: its id without version, variant and random bits.</summary>
/// <remarks>
/// <see cref="TimeOrderedIds"/> never returns these 60 bits twice and only counts up, even across restarts. With them as the key of the
/// table, neither an index of ids nor a counter on disk is needed.
/// </remarks>
internal static class IncidentSequence
{
    private const int CounterBits = 12;
    private const ulong Counter = (1 << CounterBits) - 1;

    /// <summary>
    /// The maximum distance between the number from an id and the stored number of an incident. Incidents created here have no distance.
    /// Two incidents from a shared store, where several servers create ids, may have the same number; the second then gets the next free
    /// one.
    /// </summary>
    public const int Room = (int)Counter;

    /// <summary>The sequence number of the incident with an id.</summary>
    public static long Of(TimeOrderedId id) => (id.UnixMilliseconds << CounterBits) | (long)(id.High & Counter);

    /// <summary>When an incident with this sequence number was created, in Unix milliseconds (UTC).</summary>
    public static long CreatedAt(long sequence) => sequence >> CounterBits;

    /// <summary>The smallest sequence number for a time, in Unix milliseconds (UTC).</summary>
    public static long FirstOf(long at) => at << CounterBits;
}
