namespace Callgoose.Incidents;

/// <summary>
/// Why a call answered with 202 came to nothing (ProcessApi.md 5). Of several services the later value speaks. The numbers
/// are on disk: they may grow, never change.
/// </summary>
public enum NoEffectReason : byte
{
    /// <summary>No filter applies to the source.</summary>
    UnknownSource = 0,

    /// <summary>The service is disabled.</summary>
    ServiceDisabled = 1,

    /// <summary>The service is in maintenance.</summary>
    InMaintenance = 2,

    /// <summary>Filters were read, and none passed.</summary>
    NoFilterMatched = 3,

    /// <summary>It goes on to another server, which decides.</summary>
    Relayed = 4,

    /// <summary>It was relayed here before.</summary>
    AlreadyTaken = 5,
}
