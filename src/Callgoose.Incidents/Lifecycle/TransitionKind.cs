namespace Callgoose.Incidents;

/// <summary>What can happen to an incident. The numbers are on disk: they may grow, never change.</summary>
public enum TransitionKind : byte
{
    /// <summary>It was opened, or opened again for everybody: somebody has to look at it.</summary>
    Triggered = 1,

    /// <summary>Somebody took it.</summary>
    Acknowledged = 2,

    /// <summary>It was given back.</summary>
    Unacknowledged = 3,

    /// <summary>It ended.</summary>
    Resolved = 4,

    /// <summary>A newer report changed its title, description or urgency, or named further members of its group.</summary>
    Updated = 5,

    /// <summary>It was created during the maintenance of its service, and is held until that ends.</summary>
    Suppressed = 6,

    /// <summary>A resolve came that is older than what the incident is about; nothing changed.</summary>
    ResolveLate = 7,

    /// <summary>A resolve came that is no recovery; nothing changed.</summary>
    ResolveWithheld = 8,

    /// <summary>A message about it was given up: the cause of the transition names the destination, the comment says why.</summary>
    DeliveryFailed = 9,

    /// <summary>Somebody wrote a note, which is the comment; nothing changed.</summary>
    Noted = 10,
}
