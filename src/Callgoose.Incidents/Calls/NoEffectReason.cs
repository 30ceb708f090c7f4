namespace Callgoose.Incidents;

/// <summary>
/// Why a call that was answered with 202 had no effect (ProcessApi.md 5). With several services the highest value applies. The numbers are
/// persisted: new ones may be added, existing ones never change.
/// </summary>
public enum NoEffectReason : byte
{
    /// <summary>No filter applies to the source.</summary>
    UnknownSource = 0,

    /// <summary>The service is disabled.</summary>
    ServiceDisabled = 1,

    /// <summary>The service is in maintenance.</summary>
    InMaintenance = 2,

    /// <summary>Filters ran, and none passed.</summary>
    NoFilterMatched = 3,

    /// <summary>The call goes on to another server, which decides.</summary>
    Relayed = 4,

    /// <summary>The call was relayed here before.</summary>
    AlreadyTaken = 5,
}
