using System.Text;
using Callgoose.Delivery.Events;
using Callgoose.Delivery.Routes;
using Callgoose.Explain;
using Callgoose.Payloads;

namespace Callgoose.Cli;

/// <summary>Finds where notifications would go for the incidents that a payload would open, for <c>callgoose explain --routes</c>.</summary>
internal static class PayloadRoutes
{
    /// <summary>Returns the first events of the incidents that a payload would open, in the unnamed environment.</summary>
    public static IReadOnlyList<IncidentEvent> EventsOf(Explanation explanation, long now) =>
    [
        .. explanation.Services.Where(static service => service.HeldBack is null).SelectMany(service => service.Elements
            .Select(static element => element.Verdict.Trigger)
            .Prepend(service.Trigger)
            .OfType<TriggerExplanation>()
            .Select(trigger => new IncidentEvent
            {
                Sequence = 0,
                Number = 1,
                Event = IncidentEvent.Triggered,
                At = now,
                Cause = trigger.Filter,
                Incident = default,
                State = IncidentEvent.Triggered,
                Urgency = trigger.Urgency,
                Service = service.Service,
                Source = explanation.From,
                Key = trigger.Key,
                Title = trigger.Title,
                Description = trigger.Description ?? string.Empty,
                TriggeredAt = now,
            })),
    ];

    /// <summary>Formats for each event the routes, and why each matches or not.</summary>
    public static string Text(IReadOnlyList<IncidentEvent> events, RouteTable routes)
    {
        if (events.Count == 0)
        {
            return "\nIt would open no incident, so that nobody would be told.\n";
        }

        var text = new StringBuilder();
        foreach (IncidentEvent one in events)
        {
            text.Append($"\nRoutes of \"{TerminalText.Line(one.Title)}\", service {TerminalText.Line(one.Service)}, urgency {one.Urgency}\n");
            RouteText.Append(text, routes.Explain(one));
        }

        return text.ToString();
    }
}
