namespace Callgoose.Cli;

/// <summary>A logged call on which other schema files give another verdict.</summary>
/// <param name="CallId">The call.</param>
/// <param name="ReceivedAt">When it arrived, as the log writes it.</param>
/// <param name="From">The source that it named, or null.</param>
/// <param name="Service">The service.</param>
/// <param name="Before">The logged verdict in words; empty if the call had no effect.</param>
/// <param name="After">The new verdict.</param>
internal sealed record ReplayDifference(
    string CallId, string ReceivedAt, string? From, string Service, IReadOnlyList<string> Before, IReadOnlyList<string> After);
