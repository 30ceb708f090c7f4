namespace Callgoose.Delivery.Dispatch;

/// <summary>What the server's log tells of delivery.</summary>
public enum DeliveryNoticeKind
{
    /// <summary>A destination cannot be used, for want of a setting.</summary>
    Broken,

    /// <summary>A destination fails steadily and is left alone but for probes.</summary>
    Paused,

    /// <summary>A destination answers again.</summary>
    Resumed,

    /// <summary>A delivery was given up.</summary>
    Dead,

    /// <summary>The file of deliveries cannot be used; nothing is lost, and it is tried again.</summary>
    StoreFailed,

    /// <summary>Of several servers that share a store this one delivers from now on.</summary>
    Began,

    /// <summary>Another one of the servers that share a store delivers from now on.</summary>
    Ended,

    /// <summary>A fault of the program; the delivery is tried again.</summary>
    Fault,
}
