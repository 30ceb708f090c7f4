namespace Callgoose.Incidents;

/// <summary>What can happen to an incident. The numbers are on disk: they may grow, never change.</summary>
public enum TransitionKind : byte
{
    /// <summary>It was created.</summary>
    Triggered = 1,

    /// <summary>Somebody took it.</summary>
    Acknowledged = 2,

    /// <summary>It was given back.</summary>
    Unacknowledged = 3,

    /// <summary>It ended.</summary>
    Resolved = 4,
}
