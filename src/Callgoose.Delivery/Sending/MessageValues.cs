using System.Globalization;
using System.Text;
using Callgoose.Delivery.Events;
using Callgoose.Schema.Destinations;

namespace Callgoose.Delivery.Sending;

/// <summary>The values for the templates of a kind, for one event.</summary>
internal sealed class MessageValues : IDestinationValues
{
    private readonly byte[]?[] fields = new byte[]?[Enum.GetValues<EventField>().Length];
    private readonly IncidentMessage message;
    private readonly byte[][] settings;

    /// <summary>Wraps an event and the settings of its destination.</summary>
    public MessageValues(IncidentMessage message, byte[][] settings)
    {
        this.message = message;
        this.settings = settings;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Field(EventField field) => fields[(int)field] ??= Encoding.UTF8.GetBytes(Text(field));

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Setting(int index) => settings[index];

    private string Text(EventField field)
    {
        IncidentEvent incident = message.Event;
        return field switch
        {
            EventField.Event => incident.Event,
            EventField.DeliveryId => message.Id,
            EventField.At => Time(incident.At),
            EventField.UnixTime => Number(incident.At / 1000),
            EventField.Number => Number(incident.Number),
            EventField.Cause => incident.Cause,
            EventField.Comment => incident.Comment,
            EventField.Id => incident.Incident.ToString(),
            EventField.State => incident.State,
            EventField.Urgency => incident.Urgency,
            EventField.Service => incident.Service,
            EventField.Environment => incident.Environment,
            EventField.Source => incident.Source,
            EventField.Key => incident.Key,
            EventField.Title => incident.Title,
            EventField.Description => incident.Description,
            EventField.Occurrences => Number(incident.Occurrences),
            EventField.TriggeredAt => Time(incident.TriggeredAt),
            EventField.ResolvedAt => incident.ResolvedAt is long resolved ? Time(resolved) : string.Empty,
            EventField.Link => message.Link,
            EventField.Note => Note(),
            EventField.Test => incident.IsTest ? "true" : string.Empty,
            EventField.Digested => message.Digested > 0 ? Number(message.Digested) : string.Empty,
            EventField.Recovered => message.HasRecovered ? "true" : string.Empty,
            EventField.Thread => message.Thread,
            EventField.Destination => message.Destination,
            _ => Number(incident.Hops + 1),
        };
    }

    private string Note() => string.Join(' ', new[]
    {
        message.Event.IsTest ? "This is a test." : null,
        message.HasRecovered ? "It was triggered and resolved while this destination could not be reached." : null,
        message.Digested > 0 ? $"{Number(message.Digested)} more {(message.Digested == 1 ? "incident has" : "incidents have")} changed." : null,
    }.OfType<string>());

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
