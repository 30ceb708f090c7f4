namespace Callgoose.Delivery.Sending;

/// <summary>Sends messages in the way that the kind of a destination needs. Safe to use from any thread.</summary>
internal interface IMessageSender
{
    /// <summary>Sends a message once. Never throws.</summary>
    Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation);
}
