namespace Callgoose.Delivery.Relay;

/// <summary>What the server's log tells of relaying.</summary>
public enum RelayNoticeKind
{
    /// <summary>The upstream does not take calls. Told when it begins, and once an hour.</summary>
    Failing,

    /// <summary>It takes them again.</summary>
    Resumed,

    /// <summary>It has refused a call for good.</summary>
    Refused,

    /// <summary>The line cannot be read or written; it is tried again.</summary>
    StoreFailed,

    /// <summary>The disk is nearly full: no more webhooks are taken.</summary>
    DiskFull,
}
