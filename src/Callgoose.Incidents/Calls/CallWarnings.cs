namespace Callgoose.Incidents;

/// <summary>
/// Problems that a sender should fix, although its call was accepted (Incidents/README.md, the rules): <c>warnings</c> of the answer. The
/// numbers are persisted: new ones may be added, existing ones never change.
/// </summary>
[Flags]
public enum CallWarnings : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>unkeyed</c>: a trigger passed without an incident key, so its tool can never resolve the incident.</summary>
    Unkeyed = 1,

    /// <summary><c>key_unexpanded</c>: the mapped value is a variable of the tool's template that the tool did not fill in.</summary>
    KeyUnexpanded = 2,

    /// <summary><c>delivery_id_reused</c>: the same delivery id came with another body before; the call counts as a new delivery.</summary>
    DeliveryIdReused = 4,

    /// <summary><c>time_not_believed</c>: a time is more than a day ahead, a zero date, or not a time; it counts as absent.</summary>
    TimeNotBelieved = 8,

    /// <summary><c>key_shortened</c>: the incident key is over 1,024 bytes, so its first bytes and a SHA-256 replace it.</summary>
    KeyShortened = 16,

    /// <summary><c>unkeyed_burst</c>: too many incidents without a key are open; this one is counted on the newest of them.</summary>
    UnkeyedBurst = 32,

    /// <summary><c>delivery_id_ignored</c>: the delivery id is not a valid id; the call is processed without one.</summary>
    DeliveryIdIgnored = 64,
}
