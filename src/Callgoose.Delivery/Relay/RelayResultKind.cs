namespace Callgoose.Delivery.Relay;

/// <summary>What the answer to a relayed call means for the line.</summary>
internal enum RelayResultKind
{
    /// <summary>It was taken, now or before.</summary>
    Taken,

    /// <summary>It is refused for good, and those behind it go on.</summary>
    Refused,

    /// <summary>One before it was not taken yet.</summary>
    TooEarly,

    /// <summary>It has to be tried again, before all behind it.</summary>
    Failed,
}
