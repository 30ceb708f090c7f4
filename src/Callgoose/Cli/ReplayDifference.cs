namespace Callgoose.Cli;

/// <summary>A logged call of which other schema files make something else.</summary>
/// <param name="CallId">The call.</param>
/// <param name="ReceivedAt">When it came, as the log writes it.</param>
/// <param name="From">The source that it named, or null.</param>
/// <param name="Service">The service.</param>
/// <param name="Before">What became of it, in words; empty if nothing did.</param>
/// <param name="After">What would become of it now.</param>
internal sealed record ReplayDifference(
    string CallId, string ReceivedAt, string? From, string Service, IReadOnlyList<string> Before, IReadOnlyList<string> After);
