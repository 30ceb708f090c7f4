namespace Callgoose.Schema.Destinations;

/// <summary>A setting of the destinations of a kind.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Description">A description for people.</param>
/// <param name="IsSecret">True if it may only be given by reference, and is never shown.</param>
/// <param name="IsRequired">True if it is required.</param>
/// <param name="Default">The value if it is missing.</param>
public sealed record DestinationSetting(string Name, string Description, bool IsSecret, bool IsRequired, string Default);
