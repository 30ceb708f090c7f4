namespace Callgoose.Incidents;

/// <summary>
/// The few operations that the rules need from a store. Called only by the writer, inside its transaction: what is
/// written becomes durable, or is undone, with that transaction.
/// </summary>
public interface IIncidentStore
{
    /// <summary>Finds the newest incident with a key. An active one is always the newest, because a trigger creates none beside it.</summary>
    bool TryFindNewestByKey(ServiceScope scope, ReadOnlySpan<byte> key, out StoredIncident incident);

    /// <summary>Finds the newest incident without a key that came from the same body.</summary>
    bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident);

    /// <summary>Finds an incident by its public id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="environment">The environment that it has to be in.</param>
    /// <param name="incident">The incident.</param>
    bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident);

    /// <summary>Tells whether an incident was created by a body with this SHA-256.</summary>
    bool IsCreatedBy(long sequence, ReadOnlySpan<byte> bodyDigest);

    /// <summary>Finds when the newest resolve of a key happened, whether it resolved anything or not.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">When, in Unix milliseconds (UTC).</param>
    bool TryFindNewestResolve(ServiceScope scope, ReadOnlySpan<byte> key, out long at);

    /// <summary>Remembers a resolve of a key; of several the newest counts. Forgotten after a month.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">When it happened, in Unix milliseconds (UTC).</param>
    /// <param name="receivedAt">When it was received, in Unix milliseconds (UTC).</param>
    void RecordResolve(ServiceScope scope, ReadOnlySpan<byte> key, long at, long receivedAt);

    /// <summary>Finds the verdict that a delivery got before, and puts it into the call.</summary>
    /// <returns>False if the delivery is new, or more than a day old.</returns>
    bool TryReplay(IncomingCall incoming);

    /// <summary>Remembers the verdict of a call's delivery for a day.</summary>
    void RecordDelivery(IncomingCall incoming);

    /// <summary>Stores an incident in the state <see cref="IncidentState.Triggered"/>.</summary>
    /// <returns>Its sequence number.</returns>
    long Insert(in NewIncident incident);

    /// <summary>Counts one more occurrence of an incident.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="seenAt">When, in Unix milliseconds (UTC).</param>
    void RecordOccurrence(long sequence, long seenAt);

    /// <summary>Moves an incident between the states <see cref="IncidentState.Triggered"/> and <see cref="IncidentState.Acknowledged"/>.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="state">The new state.</param>
    void SetState(long sequence, IncidentState state);

    /// <summary>Moves an incident to the state <see cref="IncidentState.Resolved"/>.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="resolvedAt">When, in Unix milliseconds (UTC).</param>
    void Resolve(long sequence, long resolvedAt);

    /// <summary>Adds a line to an incident's timeline. Lines have one sequence over all incidents, for a later reader to follow.</summary>
    void AppendTransition(long sequence, in Transition transition);
}
