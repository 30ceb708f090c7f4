namespace Callgoose.Refusals;

/// <summary>Refused calls of one kind: the same reason, path, address and token.</summary>
/// <param name="Type">The reason, for machines: the last part of the problem's URN.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Detail">The reason in words, from the newest call's answer.</param>
/// <param name="RemoteAddress">The sender's address; empty if it is unknown.</param>
/// <param name="TokenName">The name of the token; null if none was accepted.</param>
/// <param name="Environment">The environment of the token; null if none was accepted.</param>
/// <param name="Method">The HTTP method of the newest call.</param>
/// <param name="Url">Path and query of the newest call, with everything masked that may be a token.</param>
/// <param name="Count">The number of calls.</param>
/// <param name="FirstAt">When the first call arrived, in Unix milliseconds (UTC).</param>
/// <param name="LastAt">When the newest call arrived, in Unix milliseconds (UTC).</param>
internal sealed record RefusedCall(
    string Type, int Status, string Detail, string RemoteAddress, string? TokenName, string? Environment, string Method, string Url, long Count, long FirstAt, long LastAt);
