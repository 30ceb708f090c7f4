namespace Callgoose.Schema;

/// <summary>One way to get a value.</summary>
/// <param name="Keys">The key; of an incident key possibly several, whose values are joined.</param>
/// <param name="Of">The elements of a list to which the key is relative; null if it is looked for in the payload or in the element of the filter.</param>
public sealed record ValueOption(EquatableArray<string> Keys, ElementsSchema? Of)
{
    /// <summary>What stands before the part of the text that is meant, or null if it is meant from its start.</summary>
    public string? After { get; init; }

    /// <summary>What stands behind the part of the text that is meant, or null if it is meant to its end.</summary>
    public string? Before { get; init; }

    /// <summary>The text around the values of <see cref="Keys"/>, one more than there are keys, if the value is a text made of them; else none.</summary>
    public EquatableArray<string> Around { get; init; }

    /// <summary>For people.</summary>
    public override string ToString() => Around.Count > 0 ? Around[0] + string.Concat(Keys.Select((key, i) => $"{{{key}}}{Around[i + 1]}")) : string.Join(" + ", Keys)
        + (Of is null ? string.Empty : $" of {Of.List}")
        + (After is null ? string.Empty : $" after {After}")
        + (Before is null ? string.Empty : $" before {Before}");
}
