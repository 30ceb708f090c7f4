namespace Callgoose.Incidents;

/// <summary>What came of an action on an incident.</summary>
public enum ActionOutcome
{
    /// <summary>There is no such incident in the environment.</summary>
    NotFound,

    /// <summary>The incident is in another state now.</summary>
    Changed,

    /// <summary>The incident was in the wanted state already.</summary>
    Unchanged,

    /// <summary>The incident is over, and the action is only for one that is not.</summary>
    Refused,
}
