using Callgoose.Incidents;

namespace Callgoose.Storage.ApiLog;

/// <summary>Selects entries of the API log.</summary>
public sealed record ApiLogQuery
{
    /// <summary>The environment; entries of other environments are never listed. Null lists all, and is for the owner of the data folder only.</summary>
    public required string? Environment { get; init; }

    /// <summary>Only calls of this token.</summary>
    public TimeOrderedId? Token { get; init; }

    /// <summary>Only calls received at or after this time, in Unix milliseconds (UTC).</summary>
    public long? Since { get; init; }

    /// <summary>Only entries before this sequence number, newest first: the cursor of the previous page.</summary>
    public long? Before { get; init; }

    /// <summary>Only entries after this sequence number, oldest first: for following the log.</summary>
    public long? After { get; init; }

    /// <summary>The maximum number of entries.</summary>
    public required int Limit { get; init; }
}
