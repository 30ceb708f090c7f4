using Callgoose.Storage.Deliveries;

namespace Callgoose.Delivery.Dispatch;

/// <summary>A waiting delivery: the part of it that is in memory.</summary>
/// <param name="row">The delivery.</param>
/// <param name="due">When it is due, in milliseconds of the dispatcher's own clock.</param>
internal sealed class WaitingDelivery(DeliveryRow row, long due)
{
    /// <summary>Its number.</summary>
    public long Sequence => row.Sequence;

    /// <summary>The stored row. The attempts and the due time in this object are newer.</summary>
    public DeliveryRow Row => row;

    /// <summary>The number of attempts.</summary>
    public int Tries { get; set; } = row.Tries;

    /// <summary>When it is due, in milliseconds of the dispatcher's own clock.</summary>
    public long Due { get; private set; } = due;

    /// <summary>When it is due by its schedule. It may be attempted earlier.</summary>
    public long Planned { get; private set; } = due;

    /// <summary>Postpones it.</summary>
    /// <param name="until">The new due time, by the dispatcher's own clock.</param>
    public void Postpone(long until) => Due = Planned = until;

    /// <summary>Makes it due earlier. If that attempt fails it keeps its scheduled time, and the number of scheduled attempts does not change.</summary>
    public void BringForward(long now) => Due = Math.Min(Due, now);

    /// <summary>Whether the fallback received it.</summary>
    public bool HasFallenBack { get; set; } = row.HasFallenBack;
}
