namespace Callgoose.Incidents;

/// <summary>Whether to relay a call, and what to send besides its body, its source and the time at which it was received.</summary>
public struct RelayRequest
{
    /// <summary>True to relay the call.</summary>
    public bool IsOn;

    /// <summary>True if nothing else happens here: only the upstream opens incidents.</summary>
    public bool IsOnly;

    /// <summary>The environment of the token.</summary>
    public string Environment;

    /// <summary>The kind of the token, as a number: which services it reaches.</summary>
    public byte Reach;

    /// <summary>The team or service that the token is bound to; null for none.</summary>
    public string? BoundTo;

    /// <summary>Whether the body is declared as JSON.</summary>
    public bool IsJson;

    /// <summary>The headers that integrations read: one line each, with name, colon and value. In <see cref="IncomingCall.Text"/>.</summary>
    public TextRange Headers;

    /// <summary>The maximum total size of the waiting calls, in bytes.</summary>
    public long MaxBytes;

    /// <summary>The maximum time that the oldest call may have waited, in milliseconds.</summary>
    public long MaxAge;
}
