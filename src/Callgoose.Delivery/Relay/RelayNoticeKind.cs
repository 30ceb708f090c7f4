namespace Callgoose.Delivery.Relay;

/// <summary>The kinds of notices about relaying.</summary>
public enum RelayNoticeKind
{
    /// <summary>The upstream does not accept calls. Logged when it begins, and once an hour.</summary>
    Failing,

    /// <summary>The upstream accepts calls again.</summary>
    Resumed,

    /// <summary>The upstream has refused a call permanently.</summary>
    Refused,

    /// <summary>The queue cannot be read or written. The relay tries again.</summary>
    StoreFailed,

    /// <summary>The disk is nearly full: the relay accepts no more webhooks.</summary>
    DiskFull,
}
