using Callgoose.Delivery.Events;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>The events of all incidents, in the order in which they were committed, each with its incident as it was then.</summary>
public interface IEventFeed : IDisposable
{
    /// <summary>A number that is another one after a commit.</summary>
    long Version();

    /// <summary>The number of the newest event; 0 if there is none.</summary>
    long Newest();

    /// <summary>The events behind one, oldest first.</summary>
    /// <param name="sequence">The number of that one.</param>
    /// <param name="limit">How many at most.</param>
    IReadOnlyList<IncidentEvent> After(long sequence, int limit);

    /// <summary>Up to which event nothing is kept any more.</summary>
    long Forgotten { get; }

    /// <summary>Says that nothing up to an event is needed any more. It is removed in the background; <see cref="Forgotten"/> follows.</summary>
    void Forget(long upTo);

    /// <summary>Notes on the timeline of an incident that a delivery was given up.</summary>
    /// <returns>Whether it is noted, durably.</returns>
    Task<bool> NoteFailureAsync(DeliveryRow delivery);
}
