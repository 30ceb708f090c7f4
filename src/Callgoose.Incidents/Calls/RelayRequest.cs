namespace Callgoose.Incidents;

/// <summary>That a call is to be relayed, and what of it goes along beside its body, its source and the time at which it was received.</summary>
public struct RelayRequest
{
    /// <summary>Whether it is to be relayed.</summary>
    public bool IsOn;

    /// <summary>Whether nothing else happens here: the upstream alone opens incidents.</summary>
    public bool IsOnly;

    /// <summary>The environment of the token.</summary>
    public string Environment;

    /// <summary>Which services the token reaches: the number of its kind.</summary>
    public byte Reach;

    /// <summary>The team or service that the token is bound to; null for none.</summary>
    public string? BoundTo;

    /// <summary>Whether the body is declared as JSON.</summary>
    public bool IsJson;

    /// <summary>The headers that integrations read: a line for each, name, colon, value. In <see cref="IncomingCall.Text"/>.</summary>
    public TextRange Headers;

    /// <summary>How many bytes may wait.</summary>
    public long MaxBytes;

    /// <summary>How long the oldest one may have waited, in milliseconds.</summary>
    public long MaxAge;
}
