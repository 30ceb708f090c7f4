namespace Callgoose.Incidents;

/// <summary>The result of an action on an incident.</summary>
public enum ActionOutcome
{
    /// <summary>The environment has no such incident.</summary>
    NotFound,

    /// <summary>The state of the incident has changed.</summary>
    Changed,

    /// <summary>The incident was already in the requested state.</summary>
    Unchanged,

    /// <summary>The state of the incident does not allow the action.</summary>
    Refused,
}
