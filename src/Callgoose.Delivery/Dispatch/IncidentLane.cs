using Callgoose.Delivery.Events;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Dispatch;

/// <summary>What waits of one incident for one destination, in order: only the first may be sent.</summary>
/// <param name="incident">The incident.</param>
internal sealed class IncidentLane(TimeOrderedId incident)
{
    private readonly List<WaitingDelivery> deliveries = [];

    /// <summary>The incident.</summary>
    public TimeOrderedId Incident { get; } = incident;

    /// <summary>Whether a message is on its way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether the destination has had a message about the incident: then its end must not be only counted. Null while it is not known.</summary>
    public bool? WasTold { get; set; }

    /// <summary>The first one.</summary>
    public WaitingDelivery Head => deliveries[0];

    /// <summary>All of them.</summary>
    public IReadOnlyList<WaitingDelivery> Deliveries => deliveries;

    /// <summary>Adds one behind the others.</summary>
    public void Add(WaitingDelivery delivery) => deliveries.Add(delivery);

    /// <summary>Takes some from the front.</summary>
    public void RemoveFirst(int count) => deliveries.RemoveRange(0, count);

    /// <summary>
    /// How many deliveries one message about the end of the incident can stand for: all up to the <c>resolved</c>, if the beginning
    /// failed or was made before a time; else 1.
    /// </summary>
    /// <param name="createdBefore">The time, in Unix milliseconds (UTC).</param>
    public int Mergeable(long createdBefore)
    {
        if (Head.Row.Event != IncidentEvent.Triggered || (Head.Tries == 0 && Head.Row.CreatedAt >= createdBefore))
        {
            return 1;
        }

        int end = deliveries.FindIndex(static delivery => delivery.Row.Event == IncidentEvent.Resolved);
        return end < 0 ? 1 : end + 1;
    }
}
