namespace Callgoose.Delivery.Relay;

/// <summary>Something about relaying that the server's log tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why.</param>
public sealed record RelayNotice(RelayNoticeKind Kind, string Reason);
