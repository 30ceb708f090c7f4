using Callgoose.Incidents;

namespace Callgoose.Storage.ApiLog;

/// <summary>Which entries of the API log to list.</summary>
public sealed record ApiLogQuery
{
    /// <summary>The environment; entries of others are never listed. Null, for the owner of the data folder only, lists all.</summary>
    public required string? Environment { get; init; }

    /// <summary>Only calls of this token.</summary>
    public TimeOrderedId? Token { get; init; }

    /// <summary>Only calls received at or after this time, in Unix milliseconds (UTC).</summary>
    public long? Since { get; init; }

    /// <summary>Only entries before this sequence number, newest first: the cursor of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>Only entries behind this sequence number, oldest first: for following the log.</summary>
    public long? After { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}
