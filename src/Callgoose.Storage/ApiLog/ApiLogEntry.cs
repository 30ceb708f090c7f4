using Callgoose.Incidents;

namespace Callgoose.Storage.ApiLog;

/// <summary>One call of the Process API, as the API log keeps it while the debug switch of its token is on (ProcessApi.md 6). It contains no token.</summary>
public sealed record ApiLogEntry
{
    /// <summary>The maximum number of bytes that the log keeps of a body.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>The id of the call, the same as in its answer.</summary>
    public required TimeOrderedId CallId { get; init; }

    /// <summary>When the server received the call, in Unix milliseconds (UTC).</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>The time until the answer was ready, in microseconds.</summary>
    public required long Microseconds { get; init; }

    /// <summary>The environment of its token.</summary>
    public required string Environment { get; init; }

    /// <summary>The public id of its token.</summary>
    public required TimeOrderedId TokenId { get; init; }

    /// <summary>The name of its token.</summary>
    public required string TokenName { get; init; }

    /// <summary>The source that the call named; empty if none.</summary>
    public required string From { get; init; }

    /// <summary>The remote address of the client.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>How the client was connected: http or https; empty in entries of versions that did not record it.</summary>
    public required string Scheme { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path and query, with the token masked.</summary>
    public required string Url { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>
    /// The reason of a refusal, as version 0.1.0 stored it. New entries leave it empty: the reason is the problem document in
    /// <see cref="Verdicts"/>, as the sender got it.
    /// </summary>
    public string Refusal { get; init; } = string.Empty;

    /// <summary>The results of the filters of each service, as JSON in UTF-8.</summary>
    public required byte[] Verdicts { get; init; }

    /// <summary>The first <see cref="MaxBodyBytes"/> of the body, decompressed.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The length of the whole body in bytes, decompressed.</summary>
    public required int BodyLength { get; init; }

    /// <summary>How many entries were dropped between the previous entry and this one. The writer of the log fills it in.</summary>
    public long LeftOutBefore { get; init; }
}
