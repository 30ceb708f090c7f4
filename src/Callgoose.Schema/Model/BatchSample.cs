namespace Callgoose.Schema;

/// <summary>A payload of several elements, with the result of each.</summary>
/// <param name="Payload">The payload, as compact JSON.</param>
/// <param name="Outcomes">For each element, in order, one of <see cref="Known"/>.</param>
public sealed record BatchSample(string Payload, EquatableArray<string> Outcomes)
{
    /// <summary>The possible results of an element.</summary>
    public static EquatableArray<string> Known { get; } = new(["trigger", "resolve", "acknowledge", "unkeyed", "withheld", "ignored"]);
}
