namespace Callgoose.Suggest;

/// <summary>What a payload tells of an incident.</summary>
internal enum Phase
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>That it is open.</summary>
    Open,

    /// <summary>That it is over.</summary>
    Closed,

    /// <summary>That it is acknowledged.</summary>
    Acknowledged,
}
