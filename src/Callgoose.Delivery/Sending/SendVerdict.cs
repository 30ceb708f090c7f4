namespace Callgoose.Delivery.Sending;

/// <summary>What an answer means.</summary>
public enum SendVerdict
{
    /// <summary>The receiver accepted the message.</summary>
    Delivered,

    /// <summary>The receiver may accept it later.</summary>
    Retry,

    /// <summary>The receiver will never accept it.</summary>
    Refused,
}
