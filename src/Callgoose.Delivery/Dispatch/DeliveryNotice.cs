namespace Callgoose.Delivery.Dispatch;

/// <summary>Something about delivery that the server's log tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Destination">The destination; empty for none.</param>
/// <param name="Reason">Why.</param>
public sealed record DeliveryNotice(DeliveryNoticeKind Kind, string Destination, string Reason);
