namespace Callgoose.Schema.Destinations;

/// <summary>An example of a message for an event.</summary>
/// <param name="Source">Where the maker of the tool documents a body of this form.</param>
/// <param name="Version">The version or date of that source.</param>
/// <param name="Fields">The fields of the event that are not empty.</param>
/// <param name="Settings">The settings, in the order of the file.</param>
/// <param name="Url">The expected URL; null if it is not checked.</param>
/// <param name="Body">The expected body, as compact JSON.</param>
public sealed record DestinationSample(
    string Source, string Version, EquatableArray<SampleField> Fields, EquatableArray<string> Settings, string? Url, string Body);
