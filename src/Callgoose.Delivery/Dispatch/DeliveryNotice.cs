namespace Callgoose.Delivery.Dispatch;

/// <summary>A notice about delivery for the server's log.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Destination">The destination; empty for none.</param>
/// <param name="Reason">The reason.</param>
public sealed record DeliveryNotice(DeliveryNoticeKind Kind, string Destination, string Reason);
