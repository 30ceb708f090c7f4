namespace Callgoose.Cli;

/// <summary>A maintenance that a command begins, as it was typed.</summary>
/// <param name="Service">The service.</param>
/// <param name="From">The beginning; null if it begins at once.</param>
/// <param name="Until">The end; null if a length is given.</param>
/// <param name="For">The length; null if an end is given.</param>
/// <param name="Tags">The tag filters.</param>
/// <param name="Reason">Why; may be empty.</param>
internal sealed record NewMaintenance(string Service, string? From, string? Until, string? For, string[][] Tags, string Reason);
