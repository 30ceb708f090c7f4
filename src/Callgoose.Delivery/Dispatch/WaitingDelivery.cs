using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>A delivery that waits, as much of it as is kept in memory.</summary>
/// <param name="row">The delivery.</param>
/// <param name="due">When it may be tried, by the dispatcher's own clock, in milliseconds.</param>
internal sealed class WaitingDelivery(DeliveryRow row, long due)
{
    /// <summary>Its number.</summary>
    public long Sequence => row.Sequence;

    /// <summary>What is on disk of it; tries and due time are newer here.</summary>
    public DeliveryRow Row => row;

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; } = row.Tries;

    /// <summary>When it may be tried, by the dispatcher's own clock, in milliseconds.</summary>
    public long Due { get; private set; } = due;

    /// <summary>When it was to be tried by its schedule, where it may be tried before that.</summary>
    public long Planned { get; private set; } = due;

    /// <summary>Lets it wait.</summary>
    /// <param name="until">Until when, by the dispatcher's own clock.</param>
    public void Postpone(long until) => Due = Planned = until;

    /// <summary>Lets it be tried before its time. If that fails it waits for its time as it did: how often it was tried by its schedule does not change.</summary>
    public void BringForward(long now) => Due = Math.Min(Due, now);

    /// <summary>Whether the fallback got it.</summary>
    public bool HasFallenBack { get; set; } = row.HasFallenBack;
}
