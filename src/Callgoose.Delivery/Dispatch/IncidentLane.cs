using Callgoose.Delivery.Events;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Dispatch;

/// <summary>The waiting deliveries of one incident for one destination, in order. Only the first may be sent.</summary>
/// <param name="incident">The incident.</param>
internal sealed class IncidentLane(TimeOrderedId incident)
{
    private readonly List<WaitingDelivery> deliveries = [];

    /// <summary>The incident.</summary>
    public TimeOrderedId Incident { get; } = incident;

    /// <summary>Whether a message is being sent.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether the destination has received a message about the incident; then a digest must not swallow its end. Null while unknown.</summary>
    public bool? WasTold { get; set; }

    /// <summary>The first delivery.</summary>
    public WaitingDelivery Head => deliveries[0];

    /// <summary>All deliveries.</summary>
    public IReadOnlyList<WaitingDelivery> Deliveries => deliveries;

    /// <summary>Appends a delivery.</summary>
    public void Add(WaitingDelivery delivery) => deliveries.Add(delivery);

    /// <summary>Removes deliveries from the front.</summary>
    public void RemoveFirst(int count) => deliveries.RemoveRange(0, count);

    /// <summary>
    /// Returns how many deliveries one message about the end of the incident can replace: all up to the <c>resolved</c>, if the first
    /// failed or was created before a given time; else 1.
    /// </summary>
    /// <param name="createdBefore">The given time, in Unix milliseconds (UTC).</param>
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
