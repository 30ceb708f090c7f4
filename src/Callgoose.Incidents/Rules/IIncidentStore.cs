namespace Callgoose.Incidents;

/// <summary>
/// The few operations that the rules need from a store. Only the writer calls them, inside its transaction: writes become durable, or are
/// undone, with that transaction.
/// </summary>
/// <remarks>
/// All reads can be predicted from the commands before they run: rows by their key, by the digest of a body, by an id, by a delivery id,
/// and due rows. A store across a network fetches them first, and returns them from memory.
/// </remarks>
public interface IIncidentStore
{
    /// <summary>Finds the newest incident with a key. An active one is always the newest, because a trigger creates no second one beside it.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="incident">The incident.</param>
    bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident);

    /// <summary>Finds the newest incident without a key that the same body opened.</summary>
    bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident);

    /// <summary>Counts the unresolved incidents without a key that a filter has created.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="integration">The name of the filter's integration.</param>
    /// <param name="filter">The filter's name.</param>
    /// <param name="limit">The number at which counting stops.</param>
    /// <param name="newest">The newest of them.</param>
    int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest);

    /// <summary>Finds an incident by its public id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="environment">The environment that it must belong to.</param>
    /// <param name="incident">The incident.</param>
    bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident);

    /// <summary>Finds the incident that has been due longest (<see cref="StoredIncident.DueAt"/>).</summary>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <param name="incident">The incident.</param>
    bool TryFindDue(long now, out StoredIncident incident);

    /// <summary>Reads the texts of an incident. The result becomes invalid with the next call.</summary>
    IncidentTexts ReadTexts(long sequence);

    /// <summary>Reads the group members that an incident has seen: eight bytes for each. The result becomes invalid with the next call.</summary>
    ReadOnlySpan<byte> ReadMembers(long sequence);

    /// <summary>Finds the time of the newest resolve of a key, whether it resolved anything or not.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">The time of the resolve, in Unix milliseconds (UTC).</param>
    bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at);

    /// <summary>Stores a resolve of a key for a month; of several the newest counts.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">When it happened, in Unix milliseconds (UTC).</param>
    /// <param name="receivedAt">When it was received, in Unix milliseconds (UTC).</param>
    void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt);

    /// <summary>Finds the earlier answer to a delivery, and copies it into the call if the body is the same.</summary>
    /// <param name="incoming">The call.</param>
    /// <param name="delivery">What identifies the delivery among those of the token: the sender's id, or what the sender has signed.</param>
    /// <param name="bodyDigest">The SHA-256 of its body; empty if the id also covers the body.</param>
    /// <returns><see cref="DeliveryIdState.New"/> also if the earlier one came more than a day ago.</returns>
    DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest);

    /// <summary>Stores the answer to a call's delivery for a day.</summary>
    /// <param name="incoming">The call.</param>
    /// <param name="delivery">What identifies the delivery.</param>
    /// <param name="bodyDigest">The SHA-256 of its body; empty if the id also covers the body.</param>
    void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest);

    /// <summary>Finds the highest number that was accepted from the queue of a relay. It is kept without limit.</summary>
    /// <param name="token">The token of the relay.</param>
    /// <param name="relay">The id of its queue.</param>
    /// <returns>The number; 0 if none was.</returns>
    long FindTaken(TimeOrderedId token, TimeOrderedId relay);

    /// <summary>Stores the highest number that was accepted from the queue of a relay.</summary>
    void RecordTaken(TimeOrderedId token, in RelayPlace place, long at);

    /// <summary>Adds a call to the end of the relay queue.</summary>
    /// <returns>False if the queue is full: too many bytes wait, or the oldest call has waited too long.</returns>
    bool TryQueue(IncomingCall incoming);

    /// <summary>Removes a call from the relay queue, because the upstream has accepted it.</summary>
    void RemoveQueued(long sequence);

    /// <summary>Sets a call of the relay queue aside, because the upstream refuses it for good. It is kept.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="answer">The answer of the upstream.</param>
    /// <param name="at">When it was refused, in Unix milliseconds (UTC).</param>
    void RefuseQueued(long sequence, int status, string answer, long at);

    /// <summary>Moves refused calls to the end of the relay queue, or removes them.</summary>
    /// <param name="id">The id of one call; null for all refused calls.</param>
    /// <param name="remove">True to remove them.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <returns>How many calls were moved or removed.</returns>
    int ReleaseRefused(TimeOrderedId? id, bool remove, long now);

    /// <summary>
    /// Stores an incident as <see cref="NewIncident.Row"/>, with <see cref="NewIncident.FirstLine"/>. That line goes to the outbox unless
    /// the incident is held.
    /// </summary>
    /// <returns>Its sequence number.</returns>
    long Insert(in NewIncident incident);

    /// <summary>Updates the row of an incident. Call it before adding the lines of the same change: the outbox has them with the row as it is then.</summary>
    void Update(in StoredIncident incident);

    /// <summary>Replaces the texts of an incident.</summary>
    void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description);

    /// <summary>Replaces the group members that an incident has seen.</summary>
    void WriteMembers(long sequence, ReadOnlySpan<byte> members);

    /// <summary>Adds a line to an incident's timeline. Lines have one order over all incidents, for readers that follow them.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="number">The number of the line: one more than that of the last line.</param>
    /// <param name="transition">The line, without its changes.</param>
    /// <param name="isTold">True to add it to the outbox; false while the incident is held.</param>
    void AppendTransition(long sequence, int number, in Transition transition, bool isTold);

    /// <summary>Stores the changes of a line, or merges them into its stored changes: the old values stay, the new values are replaced.</summary>
    void WriteChanges(long sequence, int number, in ChangeLine changes);

    /// <summary>Stores a change event for ninety days.</summary>
    void RecordChange(ChangeEvent change);

    /// <summary>Removes delivered events from the outbox, up to a number. A store may leave some for the next time, so that no call waits for long.</summary>
    void RemoveOutbox(long upTo);
}
