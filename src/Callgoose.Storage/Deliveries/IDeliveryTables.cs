using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>
/// The tables of the delivery dispatcher: its position in the outbox, the events that it has taken, and the state of each delivery. Times
/// are Unix milliseconds (UTC).
/// </summary>
/// <remarks>
/// Only the thread of the dispatcher uses it, which has nothing else to do meanwhile, so calls may block. What happens between
/// <see cref="Begin"/> and <see cref="Commit"/> is kept as a whole or not at all. Every failure throws a <see cref="StoreException"/>.
/// </remarks>
public interface IDeliveryTables : IDisposable
{
    /// <summary>True if messages may be sent now, because no other server sends any. Costs nothing; may be read from any thread.</summary>
    bool MaySend { get; }

    /// <summary>
    /// True if another server delivers now. This is final: nothing can be recorded through this instance any more. Costs nothing; may be
    /// read from any thread.
    /// </summary>
    bool IsLost { get; }

    /// <summary>True if <see cref="SetTaken"/> also removes the events from the outbox, so that no other code has to.</summary>
    bool RemovesTaken { get; }

    /// <summary>A number that changes with every commit of another process or connection.</summary>
    long Version();

    /// <summary>The number of the last event that was taken from the outbox; null if none ever was.</summary>
    long? Taken();

    /// <summary>The destinations known so far, each with the number of the event after which its own events begin.</summary>
    IReadOnlyDictionary<string, long> KnownDestinations();

    /// <summary>Adds a destination, which gets events from a number on.</summary>
    void AddDestination(string name, long since);

    /// <summary>Records that a destination was removed. If it is configured again it counts as new, and still gets the deliveries that wait for it.</summary>
    void RemoveDestination(string name, long now);

    /// <summary>Records as removed every unknown destination that deliveries wait for.</summary>
    void FindRemoved(long now);

    /// <summary>The removed destinations that deliveries wait for. Forgets the other removed ones.</summary>
    IReadOnlyList<RemovedDestination> Removed();

    /// <summary>
    /// Gives up some of the deliveries that wait for a removed destination, oldest first. A given-up message about a failed delivery causes
    /// no further message.
    /// </summary>
    /// <returns>How many were given up.</returns>
    int GiveUp(string destination, string reason, long now);

    /// <summary>Begins a transaction.</summary>
    /// <exception cref="StoreException">
    /// The transaction cannot begin, or its storage is lost: nothing recorded there, and nothing sent after it, would be found again.
    /// </exception>
    void Begin();

    /// <summary>Commits a transaction. A power cut may lose the newest transactions, but none from before the last <see cref="TrySync"/>.</summary>
    /// <exception cref="StoreException">The commit failed, or the storage is lost.</exception>
    void Commit();

    /// <summary>Rolls back the open transaction, if there is one.</summary>
    void Undo();

    /// <summary>Records that all events up to a number were taken.</summary>
    void SetTaken(long sequence);

    /// <summary>Stores an event for its deliveries, unless it is stored already.</summary>
    /// <param name="sequence">The number of the event.</param>
    /// <param name="content">The event, in the format of the dispatcher.</param>
    void KeepEvent(long sequence, ReadOnlySpan<byte> content);

    /// <summary>Tells whether an event already has a delivery to a destination.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="number">The number of the event within it.</param>
    /// <param name="destination">The name of the destination.</param>
    bool WasAdded(TimeOrderedId incident, int number, string destination);

    /// <summary>Tells whether a destination accepted a message about an incident.</summary>
    bool WasDelivered(TimeOrderedId incident, string destination);

    /// <summary>Adds a delivery that has not been tried yet.</summary>
    /// <param name="delivery">The delivery; its <see cref="DeliveryRow.Sequence"/> is ignored.</param>
    /// <returns>The number of the delivery.</returns>
    long Insert(DeliveryRow delivery);

    /// <summary>The deliveries that wait for a destination, after a given one, oldest first.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="after">The number of that delivery.</param>
    /// <param name="limit">The maximum number of deliveries.</param>
    IReadOnlyList<DeliveryRow> Waiting(string destination, long after, int limit);

    /// <summary>Reads an event as <see cref="KeepEvent"/> got it; null if it is not there.</summary>
    byte[]? ReadEvent(long sequence);

    /// <summary>Records the end of a delivery.</summary>
    /// <param name="sequence">The number of the delivery.</param>
    /// <param name="state">Its final state.</param>
    /// <param name="tries">The number of tries.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    /// <param name="status">The HTTP status of the last answer; null if there was none.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isToTell">True if the timeline of the incident must say so (<see cref="Untold"/>).</param>
    void Finish(long sequence, DeliveryState state, int tries, long now, int? status, string? answer, bool isToTell = false);

    /// <summary>Dead letters that are not yet on the timelines of their incidents, oldest first.</summary>
    IReadOnlyList<DeliveryRow> Untold(int limit);

    /// <summary>Records that the timeline shows the dead letter.</summary>
    void SetTold(long sequence);

    /// <summary>Records a failed try.</summary>
    void Postpone(long sequence, int tries, long now, long dueAt, int? status, string? answer);

    /// <summary>Records that the fallback of the destination got the event too.</summary>
    void FellBack(long sequence);

    /// <summary>Stores the id that a tool gave to the first message about an incident.</summary>
    void KeepThread(string destination, TimeOrderedId incident, string thread, long now);

    /// <summary>The id that a tool gave to the first message about an incident; empty if unknown.</summary>
    string ReadThread(string destination, TimeOrderedId incident);

    /// <summary>
    /// Makes dead letters or waiting deliveries due at once. A delivery that waits before one of them must go first, so it becomes due at
    /// once, too.
    /// </summary>
    /// <returns>How many, without those that waited before.</returns>
    int Retry(DeliverySelection which);

    /// <summary>Ends waiting deliveries without sending them.</summary>
    /// <returns>How many were ended.</returns>
    int Skip(DeliverySelection which, long now);

    /// <summary>Removes some of the deliveries that ended long ago, and events that no delivery waits for.</summary>
    /// <param name="before">Deliveries that ended before this time are removed, in Unix milliseconds (UTC).</param>
    void RemoveOld(long before);

    /// <summary>Makes all commits so far survive a power cut.</summary>
    /// <returns>True if they do now.</returns>
    bool TrySync();

    /// <summary>
    /// Forgets events that the incident store does not have, because an older copy of it was restored: later events will get the same
    /// numbers again.
    /// </summary>
    /// <param name="newest">The number of the newest event in the incident store.</param>
    /// <param name="now">The current time, in Unix milliseconds (UTC).</param>
    void ForgetAfter(long newest, long now);
}
