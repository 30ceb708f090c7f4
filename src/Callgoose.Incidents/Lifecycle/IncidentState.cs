namespace Callgoose.Incidents;

/// <summary>The states of an incident (ProcessApi.md 8). The numbers are on disk: they may grow, never change.</summary>
public enum IncidentState : byte
{
    /// <summary>Open, and nobody has taken it.</summary>
    Triggered = 1,

    /// <summary>Open, and somebody has taken it.</summary>
    Acknowledged = 2,

    /// <summary>Over.</summary>
    Resolved = 3,

    /// <summary>Held until the maintenance of its service ends: listed, but not open, and nobody is told.</summary>
    Suppressed = 4,
}
