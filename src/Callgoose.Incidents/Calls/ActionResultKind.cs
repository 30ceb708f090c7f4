namespace Callgoose.Incidents;

/// <summary>
/// The result of one action: the <c>outcome</c> of an element in the answer (Incidents/README.md rule 12). The numbers are persisted: new
/// ones may be added, existing ones never change.
/// </summary>
public enum ActionResultKind : byte
{
    /// <summary>Nothing: a filter passed, but there was nothing to resolve or to acknowledge.</summary>
    None = 0,

    /// <summary>An incident was created, possibly after an older one of the same key was resolved.</summary>
    Created = 1,

    /// <summary>A trigger repeated an active incident of its key.</summary>
    Repeated = 2,

    /// <summary>A trigger or a resolve reports something that was already over, or is older than the open incident.</summary>
    Late = 3,

    /// <summary>An incident was acknowledged.</summary>
    Acknowledged = 4,

    /// <summary>An incident was resolved.</summary>
    Resolved = 5,

    /// <summary>A resolve repeated one that has just resolved.</summary>
    AlreadyResolved = 6,

    /// <summary>A trigger is held until the maintenance of its service ends.</summary>
    Suppressed = 7,

    /// <summary>A resolve filter passed on something that is no recovery; the incident stays open.</summary>
    Withheld = 8,
}
