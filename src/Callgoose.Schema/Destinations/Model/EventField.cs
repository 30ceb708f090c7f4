namespace Callgoose.Schema.Destinations;

/// <summary>The fields of an event and its incident for templates. The incident's fields are those at the time of the event.</summary>
public enum EventField
{
    /// <summary>The kind of event: <c>triggered</c>, <c>updated</c>, <c>acknowledged</c>, <c>unacknowledged</c> or <c>resolved</c>.</summary>
    Event,

    /// <summary>The id of the delivery, the same for every try.</summary>
    DeliveryId,

    /// <summary>When it happened (RFC 3339, UTC).</summary>
    At,

    /// <summary>When it happened, in Unix seconds.</summary>
    UnixTime,

    /// <summary>The number of the event within its incident, from 1.</summary>
    Number,

    /// <summary>The cause: the API filter, or the name of the token of the person who acted.</summary>
    Cause,

    /// <summary>The comment of the person who acted; empty if there is none.</summary>
    Comment,

    /// <summary>The id of the incident.</summary>
    Id,

    /// <summary>The state of the incident after the event.</summary>
    State,

    /// <summary>The urgency of the incident.</summary>
    Urgency,

    /// <summary>The service of the incident.</summary>
    Service,

    /// <summary>The environment of the incident; empty for the unnamed one.</summary>
    Environment,

    /// <summary>The source of the incident; empty if there is none.</summary>
    Source,

    /// <summary>The incident key; empty if there is none.</summary>
    Key,

    /// <summary>The title of the incident.</summary>
    Title,

    /// <summary>The description of the incident.</summary>
    Description,

    /// <summary>How often the incident was triggered.</summary>
    Occurrences,

    /// <summary>When the incident was triggered (RFC 3339, UTC).</summary>
    TriggeredAt,

    /// <summary>When the incident was resolved (RFC 3339, UTC); empty while it is active.</summary>
    ResolvedAt,

    /// <summary>The address of the incident's page; empty if the server does not know its own address.</summary>
    Link,

    /// <summary>
    /// A further remark: that the event is a test, that a digest includes other incidents, or that the incident recovered while the
    /// destination was down. Empty if there is none.
    /// </summary>
    Note,

    /// <summary><c>true</c> for a test event, otherwise empty.</summary>
    Test,

    /// <summary>How many further incidents this message represents; empty if none.</summary>
    Digested,

    /// <summary><c>true</c> if the incident fired and recovered while the destination was down, otherwise empty.</summary>
    Recovered,

    /// <summary>The id that the tool gave to the message about the incident's first event, if the file stores it; otherwise empty.</summary>
    Thread,

    /// <summary>The name of the destination.</summary>
    Destination,

    /// <summary>How many Callgoose servers the event passed, including this one.</summary>
    Hops,
}
