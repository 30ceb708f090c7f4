namespace Callgoose.Suggest;

/// <summary>What a payload says about an incident.</summary>
internal enum Phase
{
    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It is over.</summary>
    Closed,

    /// <summary>It is acknowledged.</summary>
    Acknowledged,
}
