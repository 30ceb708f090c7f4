namespace Callgoose.Delivery.Dispatch;

/// <summary>The kinds of notices about delivery.</summary>
public enum DeliveryNoticeKind
{
    /// <summary>A destination cannot be used, because a setting is missing or invalid.</summary>
    Broken,

    /// <summary>A destination keeps failing and only gets probes from now on.</summary>
    Paused,

    /// <summary>A paused destination answers again.</summary>
    Resumed,

    /// <summary>A delivery was given up: it is a dead letter.</summary>
    Dead,

    /// <summary>The delivery store cannot be used. Nothing is lost, and the server tries again.</summary>
    StoreFailed,

    /// <summary>Several servers share a store, and this one delivers from now on.</summary>
    Began,

    /// <summary>Several servers share a store, and another one delivers from now on.</summary>
    Ended,

    /// <summary>A bug in the program. The delivery is retried.</summary>
    Fault,
}
