namespace Callgoose.Incidents;

/// <summary>
/// What a sender should mend, although its call was taken (Incidents/README.md, the rules): <c>warnings</c> of the answer. The numbers are on disk:
/// they may grow, never change.
/// </summary>
[Flags]
public enum CallWarnings : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>unkeyed</c>: a trigger passed and gives no incident key, so its tool can never resolve the incident.</summary>
    Unkeyed = 1,

    /// <summary><c>key_unexpanded</c>: the mapped value is a variable of the tool's template that was not filled in.</summary>
    KeyUnexpanded = 2,

    /// <summary><c>delivery_id_reused</c>: the delivery id came with another body before; this is taken as a new delivery.</summary>
    DeliveryIdReused = 4,

    /// <summary><c>time_not_believed</c>: a time is more than a day ahead, a zero date, or not a time; it is taken as absent.</summary>
    TimeNotBelieved = 8,

    /// <summary><c>key_shortened</c>: the incident key is over 1,024 bytes and is kept as its first bytes and a SHA-256.</summary>
    KeyShortened = 16,

    /// <summary><c>unkeyed_burst</c>: too many incidents without a key are open; this one counts on the newest of them.</summary>
    UnkeyedBurst = 32,

    /// <summary><c>delivery_id_ignored</c>: the delivery id is no such id; the call is taken without one.</summary>
    DeliveryIdIgnored = 64,
}
