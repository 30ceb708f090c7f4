using Callgoose.Payloads;

namespace Callgoose.Http;

/// <summary>The reason for refusing a request, as in a problem document (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The last part of the problem's URN: stable, for machines.</param>
/// <param name="Title">The kind of problem, always the same text.</param>
/// <param name="Detail">What is wrong with this request, and what to do.</param>
internal sealed record Problem(int Status, string Type, string Title, string Detail)
{
    /// <summary>Where a body stops being valid JSON, for a 400 about its text.</summary>
    public PayloadErrorReport? Place { get; init; }

    /// <summary>The number of seconds after which to retry, for a 429 or 503.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The methods that the path supports, for a 405.</summary>
    public string? Allow { get; init; }
}
