namespace Callgoose.Ingest;

/// <summary>Why a call answered with 202 came to nothing (process-api.md 5).</summary>
internal enum NoEffectReason
{
    /// <summary>Filters were read, and none passed.</summary>
    NoFilterMatched,

    /// <summary>No filter applies to the source.</summary>
    UnknownSource,
}
