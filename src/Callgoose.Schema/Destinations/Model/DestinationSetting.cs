namespace Callgoose.Schema.Destinations;

/// <summary>A setting that a destination of a kind has in the configuration.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="IsSecret">Whether it may only be given by reference, and is never shown.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
/// <param name="Default">Its value if it is not there.</param>
public sealed record DestinationSetting(string Name, string Description, bool IsSecret, bool IsRequired, string Default);
