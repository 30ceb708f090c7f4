namespace Callgoose.Delivery;

/// <summary>The events of all incidents, in the order in which they were committed.</summary>
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

    /// <summary>Tells that nothing up to an event is needed any more.</summary>
    void Forget(long upTo);
}
