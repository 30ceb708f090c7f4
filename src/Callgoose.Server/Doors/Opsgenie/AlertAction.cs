namespace Callgoose.Doors.Opsgenie;

/// <summary>What a request of the Alert API wants of an alert.</summary>
internal enum AlertAction
{
    /// <summary>A new alert, or a repeat of one with the same alias.</summary>
    Create,

    /// <summary>Its end.</summary>
    Close,

    /// <summary>Somebody takes it.</summary>
    Acknowledge,

    /// <summary>A line on its timeline.</summary>
    Note,
}
