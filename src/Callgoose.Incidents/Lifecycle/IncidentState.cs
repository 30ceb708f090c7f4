namespace Callgoose.Incidents;

/// <summary>The states of an incident (ProcessApi.md 8). The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum IncidentState : byte
{
    /// <summary>Open, and nobody has acknowledged it.</summary>
    Triggered = 1,

    /// <summary>Open, and somebody has acknowledged it.</summary>
    Acknowledged = 2,

    /// <summary>Over.</summary>
    Resolved = 3,

    /// <summary>Held until the maintenance of its service ends: listed, but not open, and nobody is notified.</summary>
    Suppressed = 4,
}
