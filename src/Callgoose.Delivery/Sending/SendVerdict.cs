namespace Callgoose.Delivery.Sending;

/// <summary>What an answer means.</summary>
public enum SendVerdict
{
    /// <summary>The receiver took the message.</summary>
    Delivered,

    /// <summary>It may take it later.</summary>
    Retry,

    /// <summary>It never will.</summary>
    Refused,
}
