namespace Callgoose.Incidents;

/// <summary>The result of checking a relayed call against the queue of its relay.</summary>
public enum RelayVerdict : byte
{
    /// <summary>The call is the next one: it is applied.</summary>
    Next,

    /// <summary>The call was accepted before: nothing is done.</summary>
    Taken,

    /// <summary>An earlier call has not arrived yet: nothing is done, and the relay must send this one again.</summary>
    TooEarly,

    /// <summary>This server is a relay itself, and its queue is full.</summary>
    NoRoom,
}
