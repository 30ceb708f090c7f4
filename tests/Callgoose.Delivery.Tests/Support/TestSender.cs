using System.Collections.Concurrent;
using Callgoose.Delivery.Sending;

namespace Callgoose.Delivery.Tests.Support;

/// <summary>Answers as a test chooses, and keeps the messages.</summary>
internal sealed class TestSender : IMessageSender
{
    public static readonly SendResult Taken = new(SendVerdict.Delivered, 200, "ok");

    public static readonly SendResult Failed = new(SendVerdict.Retry, 500, "try later");

    public static readonly SendResult Refused = new(SendVerdict.Refused, 410, "gone");

    /// <summary>The answer to a message.</summary>
    public Func<IncidentMessage, SendResult> Answer { get; set; } = static _ => Taken;

    /// <summary>The messages, in order.</summary>
    public ConcurrentQueue<IncidentMessage> Messages { get; } = new();

    /// <summary>The messages: the destination, the incident key and the event.</summary>
    public string[] Lines => [.. Messages.Select(static message => $"{message.Destination} {message.Event.Key} {message.Event.Event}")];

    public Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation)
    {
        lock (Messages)
        {
            Messages.Enqueue(message);
            return Task.FromResult(Answer(message));
        }
    }
}
