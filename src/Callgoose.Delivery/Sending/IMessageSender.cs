namespace Callgoose.Delivery.Sending;

/// <summary>Sends messages, by whatever way the kind of a destination needs. May be used from any thread.</summary>
internal interface IMessageSender
{
    /// <summary>Sends a message once. Never throws.</summary>
    Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation);
}
