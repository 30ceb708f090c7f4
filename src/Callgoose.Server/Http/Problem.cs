using Callgoose.Payloads;

namespace Callgoose.Http;

/// <summary>Why a request was refused, as a problem document (RFC 9457) tells it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The last part of the problem's URN: stable, for machines.</param>
/// <param name="Title">The kind of problem, the same every time.</param>
/// <param name="Detail">What is wrong in this request and what to do.</param>
internal sealed record Problem(int Status, string Type, string Title, string Detail)
{
    /// <summary>Where a body stops being JSON, for a 400 that is about its text.</summary>
    public PayloadErrorReport? Place { get; init; }

    /// <summary>Seconds after which to try again, for a 429 or 503.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The methods that the path takes, for a 405.</summary>
    public string? Allow { get; init; }
}
