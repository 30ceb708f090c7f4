namespace Callgoose.Ingest;

/// <summary>Why a call answered with 202 came to nothing (process-api.md 5). Of several services the later value speaks.</summary>
internal enum NoEffectReason
{
    /// <summary>No filter applies to the source.</summary>
    UnknownSource,

    /// <summary>The service is disabled.</summary>
    ServiceDisabled,

    /// <summary>The service is in maintenance.</summary>
    InMaintenance,

    /// <summary>Filters were read, and none passed.</summary>
    NoFilterMatched,
}
