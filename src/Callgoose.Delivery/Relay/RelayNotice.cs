namespace Callgoose.Delivery.Relay;

/// <summary>A notice about relaying for the server's log.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Reason">The reason.</param>
public sealed record RelayNotice(RelayNoticeKind Kind, string Reason);
