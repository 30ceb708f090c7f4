using Callgoose.Incidents;

namespace Callgoose.Storage.ApiLog;

/// <summary>What is kept of one call of the Process API while its token's debug switch is on (ProcessApi.md 6). No token is in it.</summary>
public sealed record ApiLogEntry
{
    /// <summary>How many bytes of a body are kept.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>The id of the call, as in its answer.</summary>
    public required TimeOrderedId CallId { get; init; }

    /// <summary>When the call came, in Unix milliseconds (UTC).</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>How long it took until the answer was ready, in microseconds.</summary>
    public required long Microseconds { get; init; }

    /// <summary>The environment of its token.</summary>
    public required string Environment { get; init; }

    /// <summary>The public id of its token.</summary>
    public required TimeOrderedId TokenId { get; init; }

    /// <summary>The name of its token.</summary>
    public required string TokenName { get; init; }

    /// <summary>The source that it named; empty if none.</summary>
    public required string From { get; init; }

    /// <summary>Where it came from.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>How the client was connected: http or https; empty in entries of versions that did not note it.</summary>
    public required string Scheme { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query, with the token masked.</summary>
    public required string Url { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>
    /// Why it was refused, as version 0.1.0 kept it. New entries leave it empty: the reason is the problem in <see cref="Verdicts"/>, as the sender got it.
    /// </summary>
    public string Refusal { get; init; } = string.Empty;

    /// <summary>For each service what its filters said, as JSON in UTF-8.</summary>
    public required byte[] Verdicts { get; init; }

    /// <summary>The first <see cref="MaxBodyBytes"/> of the body, decompressed.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The length of the whole body in bytes, decompressed.</summary>
    public required int BodyLength { get; init; }

    /// <summary>How many entries between the one before and this one were left out. The writer of the log fills it in.</summary>
    public long LeftOutBefore { get; init; }
}
