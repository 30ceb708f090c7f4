namespace Callgoose.Refusals;

/// <summary>A call that was refused, with those that were refused alike: for the same reason at the same path, from the same address, with the same token.</summary>
/// <param name="Type">The reason, for machines: the last part of the problem's URN.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Detail">The reason in words, as the newest of them was told it.</param>
/// <param name="RemoteAddress">Where they came from; empty if that is not known.</param>
/// <param name="TokenName">The name of the token; null if none was accepted.</param>
/// <param name="Environment">The environment of the token; null if none was accepted.</param>
/// <param name="Method">The HTTP method of the newest.</param>
/// <param name="Url">Path and query of the newest, with everything masked that may be a token.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FirstAt">When the first came, in Unix milliseconds (UTC).</param>
/// <param name="LastAt">When the newest came, in Unix milliseconds (UTC).</param>
internal sealed record RefusedCall(
    string Type, int Status, string Detail, string RemoteAddress, string? TokenName, string? Environment, string Method, string Url, long Count, long FirstAt, long LastAt);
