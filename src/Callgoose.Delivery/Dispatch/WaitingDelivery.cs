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
    public long Due { get; set; } = due;

    /// <summary>Whether the fallback got it.</summary>
    public bool HasFallenBack { get; set; } = row.HasFallenBack;
}
