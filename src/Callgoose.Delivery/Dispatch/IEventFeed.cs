using Callgoose.Delivery.Events;
using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>The events of all incidents in the order of their commits, each with its incident as it was then.</summary>
public interface IEventFeed : IDisposable
{
    /// <summary>Returns a number that changes with each commit.</summary>
    long Version();

    /// <summary>Returns the number of the newest event; 0 if there is none.</summary>
    long Newest();

    /// <summary>Reads the events after a given one, oldest first.</summary>
    /// <param name="sequence">The number of the given event.</param>
    /// <param name="limit">The maximum number of events.</param>
    IReadOnlyList<IncidentEvent> After(long sequence, int limit);

    /// <summary>The number of the newest removed event.</summary>
    long Forgotten { get; }

    /// <summary>Marks all events up to a number as no longer needed. They are removed in the background; <see cref="Forgotten"/> follows.</summary>
    void Forget(long upTo);

    /// <summary>Records on the timeline of an incident that a delivery was given up.</summary>
    /// <returns>Whether it was recorded durably.</returns>
    Task<bool> NoteFailureAsync(DeliveryRow delivery);
}
