namespace Callgoose.Cli;

/// <summary>A maintenance to begin, as the user typed it.</summary>
/// <param name="Service">The service.</param>
/// <param name="From">The beginning; null to begin at once.</param>
/// <param name="Until">The end; null if a duration is given.</param>
/// <param name="For">The duration; null if an end is given.</param>
/// <param name="Tags">The tag filters.</param>
/// <param name="Reason">The reason; may be empty.</param>
internal sealed record NewMaintenance(string Service, string? From, string? Until, string? For, string[][] Tags, string Reason);
