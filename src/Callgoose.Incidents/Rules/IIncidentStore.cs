namespace Callgoose.Incidents;

/// <summary>
/// The few operations that the rules need from a store. Called only by the writer, inside its transaction: what is
/// written becomes durable, or is undone, with that transaction.
/// </summary>
/// <remarks>
/// Everything that is read here can be told from the commands before they run: rows by their key, by the digest of a body, by an id, by a
/// delivery id, and those that are due. A store across a network fetches them first, and gives them from memory.
/// </remarks>
public interface IIncidentStore
{
    /// <summary>Finds the newest incident with a key. An active one is always the newest, because a trigger creates none beside it.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="incident">The incident.</param>
    bool TryFindNewestByKey(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out StoredIncident incident);

    /// <summary>Finds the newest incident without a key that came from the same body.</summary>
    bool TryFindNewestByBody(ServiceScope scope, ReadOnlySpan<byte> bodyDigest, out StoredIncident incident);

    /// <summary>Counts the incidents without a key that a filter has made and that are not resolved.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="integration">The name of the filter's integration.</param>
    /// <param name="filter">The filter's name.</param>
    /// <param name="limit">Where to stop counting.</param>
    /// <param name="newest">The newest of them.</param>
    int CountWithoutKey(ServiceScope scope, string integration, string filter, int limit, out StoredIncident newest);

    /// <summary>Finds an incident by its public id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="environment">The environment that it has to be in.</param>
    /// <param name="incident">The incident.</param>
    bool TryFind(TimeOrderedId id, string environment, out StoredIncident incident);

    /// <summary>Finds the incident that has been due longest (<see cref="StoredIncident.DueAt"/>).</summary>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="incident">The incident.</param>
    bool TryFindDue(long now, out StoredIncident incident);

    /// <summary>Reads the texts of an incident. The result is dead when this is called again.</summary>
    IncidentTexts ReadTexts(long sequence);

    /// <summary>Reads which members of its group an incident has seen: eight bytes for each. Dead when this is called again.</summary>
    ReadOnlySpan<byte> ReadMembers(long sequence);

    /// <summary>Finds when the newest resolve of a key happened, whether it resolved anything or not.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">When, in Unix milliseconds (UTC).</param>
    bool TryFindNewestResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, out long at);

    /// <summary>Remembers a resolve of a key; of several the newest counts. Forgotten after a month.</summary>
    /// <param name="scope">The service and environment.</param>
    /// <param name="keySpace">The space that the key is unique in.</param>
    /// <param name="key">The key.</param>
    /// <param name="at">When it happened, in Unix milliseconds (UTC).</param>
    /// <param name="receivedAt">When it was received, in Unix milliseconds (UTC).</param>
    void RecordResolve(ServiceScope scope, string keySpace, ReadOnlySpan<byte> key, long at, long receivedAt);

    /// <summary>Finds the verdict that a delivery got before, and puts it into the call if the body is the same.</summary>
    /// <param name="incoming">The call.</param>
    /// <param name="delivery">What names the delivery among those of the token: the sender's id, or what it has signed.</param>
    /// <param name="bodyDigest">SHA-256 of its body; empty if the name stands for the body, too.</param>
    /// <returns><see cref="DeliveryIdState.New"/> also if it was here more than a day ago.</returns>
    DeliveryIdState TryReplay(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest);

    /// <summary>Remembers the verdict of a call's delivery for a day.</summary>
    /// <param name="incoming">The call.</param>
    /// <param name="delivery">What names the delivery.</param>
    /// <param name="bodyDigest">SHA-256 of its body; empty if the name stands for the body, too.</param>
    void RecordDelivery(IncomingCall incoming, TextRange delivery, ReadOnlySpan<byte> bodyDigest);

    /// <summary>Finds the highest number that was taken of the line of a relay. Never forgotten.</summary>
    /// <param name="token">The token of the relay.</param>
    /// <param name="relay">Its line.</param>
    /// <returns>The number; 0 if nothing was.</returns>
    long FindTaken(TimeOrderedId token, TimeOrderedId relay);

    /// <summary>Remembers the highest number that was taken of the line of a relay.</summary>
    void RecordTaken(TimeOrderedId token, in RelayPlace place, long at);

    /// <summary>Puts a call at the end of the line of calls that are relayed from here.</summary>
    /// <returns>False if there is no room: too many bytes wait, or the oldest one has waited for too long.</returns>
    bool TryQueue(IncomingCall incoming);

    /// <summary>Removes a call from the line, because it was taken.</summary>
    void RemoveQueued(long sequence);

    /// <summary>Takes a call out of the line, because the upstream refuses it for good. It is kept.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="answer">What the upstream said.</param>
    /// <param name="at">When, in Unix milliseconds (UTC).</param>
    void RefuseQueued(long sequence, int status, string answer, long at);

    /// <summary>Puts calls that were refused at the end of the line, or removes them.</summary>
    /// <param name="id">The id of the one that is meant; null for all of them.</param>
    /// <param name="remove">Whether they are removed.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <returns>How many it was.</returns>
    int ReleaseRefused(TimeOrderedId? id, bool remove, long now);

    /// <summary>Stores an incident as <see cref="NewIncident.Row"/> gives it, with <see cref="NewIncident.FirstLine"/>, of which those are told who follow incidents outside, unless it is held.</summary>
    /// <returns>Its sequence number.</returns>
    long Insert(in NewIncident incident);

    /// <summary>Writes the row of an incident again. Comes before the lines of the same change: they are told with the incident as it is then.</summary>
    void Update(in StoredIncident incident);

    /// <summary>Replaces the texts of an incident.</summary>
    void WriteTexts(long sequence, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description);

    /// <summary>Replaces which members of its group an incident has seen.</summary>
    void WriteMembers(long sequence, ReadOnlySpan<byte> members);

    /// <summary>Adds a line to an incident's timeline. Lines have one order over all incidents, for a reader to follow.</summary>
    /// <param name="sequence">The incident.</param>
    /// <param name="number">The number of the line: one more than the last one's.</param>
    /// <param name="transition">The line, without what it changes.</param>
    /// <param name="isTold">Whether those are told of it who follow incidents outside: not while it is held.</param>
    void AppendTransition(long sequence, int number, in Transition transition, bool isTold);

    /// <summary>Adds what a line changes, or merges it into what the line has: what was before stays, what is after is replaced.</summary>
    void WriteChanges(long sequence, int number, in ChangeLine changes);

    /// <summary>Keeps a change event, for ninety days.</summary>
    void RecordChange(ChangeEvent change);

    /// <summary>Removes the events that have been delivered, up to one of them. A store may leave some for the next time, so that no call waits for long.</summary>
    void RemoveOutbox(long upTo);
}
