using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Events;
using Callgoose.Incidents;

namespace Callgoose.Delivery.Sending;

/// <summary>Creates the event of a test.</summary>
internal static class TestMessage
{
    /// <summary>Creates a test message, which says that it is a test.</summary>
    public static IncidentMessage For(DestinationSettings destination, string link, TimeProvider clock)
    {
        TimeOrderedId id = new TimeOrderedIds(clock).Next();
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var incident = new IncidentEvent
        {
            Sequence = 0,
            Number = 1,
            Event = IncidentEvent.Triggered,
            At = now,
            Cause = "test",
            Incident = id,
            State = IncidentEvent.Triggered,
            Urgency = "low",
            Service = "default",
            Source = "callgoose",
            Key = "callgoose-test",
            Title = "Test from Callgoose",
            Description = $"The destination \"{destination.Name}\" was tested. Nothing is wrong.",
            TriggeredAt = now,
            IsTest = true,
        };
        return new IncidentMessage(incident, $"msg_test_{id.ToString().Replace("-", string.Empty, StringComparison.Ordinal)}", destination.Name) { Link = link };
    }
}
