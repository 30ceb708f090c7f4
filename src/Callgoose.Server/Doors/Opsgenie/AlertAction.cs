namespace Callgoose.Doors.Opsgenie;

/// <summary>The actions of the Alert API.</summary>
internal enum AlertAction
{
    /// <summary>Creates an alert, or repeats one with the same alias.</summary>
    Create,

    /// <summary>Closes an alert.</summary>
    Close,

    /// <summary>Acknowledges an alert.</summary>
    Acknowledge,

    /// <summary>Adds a note to the timeline of an alert.</summary>
    Note,
}
