namespace Callgoose.Schema.Destinations;

/// <summary>The names of the fields in templates.</summary>
public static class EventFields
{
    private static readonly Dictionary<string, EventField> ByName = new(StringComparer.Ordinal)
    {
        ["event"] = EventField.Event,
        ["delivery_id"] = EventField.DeliveryId,
        ["at"] = EventField.At,
        ["unix_time"] = EventField.UnixTime,
        ["number"] = EventField.Number,
        ["cause"] = EventField.Cause,
        ["comment"] = EventField.Comment,
        ["id"] = EventField.Id,
        ["state"] = EventField.State,
        ["urgency"] = EventField.Urgency,
        ["service"] = EventField.Service,
        ["environment"] = EventField.Environment,
        ["source"] = EventField.Source,
        ["key"] = EventField.Key,
        ["title"] = EventField.Title,
        ["description"] = EventField.Description,
        ["occurrences"] = EventField.Occurrences,
        ["triggered_at"] = EventField.TriggeredAt,
        ["resolved_at"] = EventField.ResolvedAt,
        ["link"] = EventField.Link,
        ["note"] = EventField.Note,
        ["test"] = EventField.Test,
        ["digested"] = EventField.Digested,
        ["recovered"] = EventField.Recovered,
        ["thread"] = EventField.Thread,
        ["destination"] = EventField.Destination,
        ["hops"] = EventField.Hops,
    };

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Finds a field by its name.</summary>
    public static bool TryFind(string name, out EventField field) => ByName.TryGetValue(name, out field);
}
