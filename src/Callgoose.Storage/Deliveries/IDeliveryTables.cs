using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Deliveries;

/// <summary>
/// What the dispatcher of deliveries keeps: how far it has come in the outbox, which events it has taken, and what became of each delivery.
/// Times are Unix milliseconds (UTC).
/// </summary>
/// <remarks>
/// Used by one thread, that of the dispatcher, which has nothing else to do but to wait for it. Between <see cref="Begin"/> and <see cref="Commit"/>
/// everything is kept or nothing; whatever fails throws a <see cref="StoreException"/>.
/// </remarks>
public interface IDeliveryTables : IDisposable
{
    /// <summary>Whether messages may be sent now: nobody else sends any. Costs nothing; may be asked from any thread.</summary>
    bool MaySend { get; }

    /// <summary>Whether another server delivers now: for good, nothing can be noted here any more. Costs nothing; may be asked from any thread.</summary>
    bool IsLost { get; }

    /// <summary>Whether <see cref="SetTaken"/> removes the events from the outbox as well, so that nobody else has to.</summary>
    bool RemovesTaken { get; }

    /// <summary>A number that is another one after a commit of anybody else.</summary>
    long Version();

    /// <summary>The number of the last event that was taken; null if none ever was.</summary>
    long? Taken();

    /// <summary>The destinations that were there before, each with the number of the event behind which its own begin.</summary>
    IReadOnlyDictionary<string, long> KnownDestinations();

    /// <summary>Remembers a destination from an event on.</summary>
    void AddDestination(string name, long since);

    /// <summary>Notes that a destination was removed: if it comes back it is a new one, and gets what still waits for it.</summary>
    void RemoveDestination(string name, long now);

    /// <summary>Notes as removed whatever something waits for and nothing is known of.</summary>
    void FindRemoved(long now);

    /// <summary>The removed destinations that something waits for; the others are forgotten.</summary>
    IReadOnlyList<RemovedDestination> Removed();

    /// <summary>Gives up some of what waits for a removed destination, oldest first. A failure to tell of a failure is told nowhere.</summary>
    /// <returns>How many.</returns>
    int GiveUp(string destination, string reason, long now);

    /// <summary>Begins a transaction.</summary>
    /// <exception cref="StoreException">It cannot, or what it is kept in is lost: what is noted there, and sent after it, nobody finds again.</exception>
    void Begin();

    /// <summary>Ends a transaction. A power cut may take the newest of them, but none that came before <see cref="TrySync"/>.</summary>
    /// <exception cref="StoreException">It cannot, or what it is kept in is lost.</exception>
    void Commit();

    /// <summary>Undoes a transaction, if one is open.</summary>
    void Undo();

    /// <summary>Notes that everything up to an event was taken.</summary>
    void SetTaken(long sequence);

    /// <summary>Keeps an event for its deliveries, unless it is kept already.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="content">The event, as whoever delivers it writes it.</param>
    void KeepEvent(long sequence, ReadOnlySpan<byte> content);

    /// <summary>Whether an event has a delivery to a destination.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="number">The number of the event within it.</param>
    /// <param name="destination">The name of the destination.</param>
    bool WasAdded(TimeOrderedId incident, int number, string destination);

    /// <summary>Whether a destination took a message about an incident.</summary>
    bool WasDelivered(TimeOrderedId incident, string destination);

    /// <summary>Adds a delivery that was never tried.</summary>
    /// <param name="delivery">The delivery; its <see cref="DeliveryRow.Sequence"/> does not count.</param>
    /// <returns>Its number.</returns>
    long Insert(DeliveryRow delivery);

    /// <summary>What waits for a destination behind a delivery, oldest first.</summary>
    /// <param name="destination">The name of the destination.</param>
    /// <param name="after">The number of that delivery.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<DeliveryRow> Waiting(string destination, long after, int limit);

    /// <summary>Reads an event as it was given to <see cref="KeepEvent"/>; null if it is not there.</summary>
    byte[]? ReadEvent(long sequence);

    /// <summary>Notes the end of a delivery.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="state">What became of it.</param>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    /// <param name="status">The status of the last answer; null if there was none.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isToTell">Whether the timeline of its incident has to say so (<see cref="Untold"/>).</param>
    void Finish(long sequence, DeliveryState state, int tries, long now, int? status, string? answer, bool isToTell = false);

    /// <summary>Dead letters that the timelines of their incidents do not tell yet, oldest first.</summary>
    IReadOnlyList<DeliveryRow> Untold(int limit);

    /// <summary>Notes that the timeline tells it.</summary>
    void SetTold(long sequence);

    /// <summary>Notes a failed try.</summary>
    void Postpone(long sequence, int tries, long now, long dueAt, int? status, string? answer);

    /// <summary>Notes that the fallback of the destination got it too.</summary>
    void FellBack(long sequence);

    /// <summary>Keeps what a tool calls the first message about an incident.</summary>
    void KeepThread(string destination, TimeOrderedId incident, string thread, long now);

    /// <summary>What a tool calls the first message about an incident; empty if it is not known.</summary>
    string ReadThread(string destination, TimeOrderedId incident);

    /// <summary>Lets dead letters, or what waits, be sent at once. What waits before one of them goes first, so it is sent at once, too.</summary>
    /// <returns>How many, without those before.</returns>
    int Retry(DeliverySelection which);

    /// <summary>Ends what waits without sending it.</summary>
    /// <returns>How many.</returns>
    int Skip(DeliverySelection which, long now);

    /// <summary>Removes some of what has been over for long, and events that nothing waits for.</summary>
    /// <param name="before">What ended before is removed, in Unix milliseconds (UTC).</param>
    void RemoveOld(long before);

    /// <summary>Makes everything so far survive a power cut.</summary>
    /// <returns>Whether it does now.</returns>
    bool TrySync();

    /// <summary>Forgets what the incidents do not have, because an older copy of them was put back: later events get the same numbers again.</summary>
    /// <param name="newest">The number of the newest event that they have.</param>
    /// <param name="now">The time, in Unix milliseconds (UTC).</param>
    void ForgetAfter(long newest, long now);
}
