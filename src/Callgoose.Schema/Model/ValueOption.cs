namespace Callgoose.Schema;

/// <summary>One way to get a value.</summary>
/// <param name="Keys">The key; for an incident key possibly several, whose values are joined.</param>
/// <param name="Of">The list elements that the key is relative to; null if it is looked up in the payload or in the element of the filter.</param>
public sealed record ValueOption(EquatableArray<string> Keys, ElementsSchema? Of)
{
    /// <summary>The text before the wanted part, or null if the part begins at the start.</summary>
    public string? After { get; init; }

    /// <summary>The text after the wanted part, or null if the part continues to the end.</summary>
    public string? Before { get; init; }

    /// <summary>For a text with values: the text around the values of <see cref="Keys"/>, one piece more than there are keys; otherwise none.</summary>
    public EquatableArray<string> Around { get; init; }

    /// <summary>A text for people.</summary>
    public override string ToString() => Around.Count > 0 ? Around[0] + string.Concat(Keys.Select((key, i) => $"{{{key}}}{Around[i + 1]}")) : string.Join(" + ", Keys)
        + (Of is null ? string.Empty : $" of {Of.List}")
        + (After is null ? string.Empty : $" after {After}")
        + (Before is null ? string.Empty : $" before {Before}");
}
