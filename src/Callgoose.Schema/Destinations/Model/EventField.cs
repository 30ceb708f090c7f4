namespace Callgoose.Schema.Destinations;

/// <summary>What a template can name of an event and its incident. The incident's fields are those at the time of the event.</summary>
public enum EventField
{
    /// <summary>What happened: <c>triggered</c>, <c>updated</c>, <c>acknowledged</c>, <c>unacknowledged</c> or <c>resolved</c>.</summary>
    Event,

    /// <summary>The id of the delivery, the same for every try.</summary>
    DeliveryId,

    /// <summary>When it happened (RFC 3339, UTC).</summary>
    At,

    /// <summary>When it happened, in Unix seconds.</summary>
    UnixTime,

    /// <summary>The number of the event within its incident, from 1.</summary>
    Number,

    /// <summary>What made it happen: the API filter, or the name of the token of the person who acted.</summary>
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

    /// <summary>The environment of the incident; empty for the one without a name.</summary>
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

    /// <summary>What else is to be said: that the event is a test, that others are digested, that it recovered while the destination was down. Empty if nothing.</summary>
    Note,

    /// <summary><c>true</c> for a test event, else empty.</summary>
    Test,

    /// <summary>How many more incidents this message stands for; empty if it stands for none.</summary>
    Digested,

    /// <summary><c>true</c> if the incident fired and recovered while the destination was down, else empty.</summary>
    Recovered,

    /// <summary>What the tool calls the message of the incident's first event, if the file keeps it; else empty.</summary>
    Thread,

    /// <summary>The name of the destination.</summary>
    Destination,

    /// <summary>Through how many Callgoose servers the event came, this one included.</summary>
    Hops,
}
