namespace Callgoose.Delivery.Relay;

/// <summary>What the answer to a relayed call means for the queue.</summary>
internal enum RelayResultKind
{
    /// <summary>The upstream has accepted the call, now or earlier.</summary>
    Taken,

    /// <summary>The upstream has refused the call permanently. The calls behind it continue.</summary>
    Refused,

    /// <summary>The upstream does not yet have an earlier call.</summary>
    TooEarly,

    /// <summary>The call must be retried before all calls behind it.</summary>
    Failed,
}
