namespace Callgoose.Incidents;

/// <summary>The kinds of changes of an incident. The numbers are persisted: new ones may be added, existing ones never change.</summary>
public enum TransitionKind : byte
{
    /// <summary>It was opened, or opened again for everybody: somebody must look at it.</summary>
    Triggered = 1,

    /// <summary>Somebody acknowledged it.</summary>
    Acknowledged = 2,

    /// <summary>The acknowledgement was withdrawn.</summary>
    Unacknowledged = 3,

    /// <summary>It ended.</summary>
    Resolved = 4,

    /// <summary>A newer report changed its title, description or urgency, or named new members of its group.</summary>
    Updated = 5,

    /// <summary>It was created during the maintenance of its service, and is held until that ends.</summary>
    Suppressed = 6,

    /// <summary>A resolve arrived that is older than the newest report; nothing changed.</summary>
    ResolveLate = 7,

    /// <summary>A resolve arrived that is no recovery; nothing changed.</summary>
    ResolveWithheld = 8,

    /// <summary>A message about it was given up: the cause of the transition names the destination, the comment says why.</summary>
    DeliveryFailed = 9,

    /// <summary>Somebody wrote a note, which is the comment; nothing changed.</summary>
    Noted = 10,
}
