namespace Callgoose.Incidents;

/// <summary>What the line of a relay says of a call.</summary>
public enum RelayVerdict : byte
{
    /// <summary>It is next: what it asks for is done.</summary>
    Next,

    /// <summary>It was taken before: nothing is done.</summary>
    Taken,

    /// <summary>One before it is still on its way: nothing is done, and it has to come again.</summary>
    TooEarly,

    /// <summary>This server is a relay itself, and its line has no room.</summary>
    NoRoom,
}
