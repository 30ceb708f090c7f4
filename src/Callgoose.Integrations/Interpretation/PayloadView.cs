using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>The data in which keys are looked up: a payload, or an element of one of its lists.</summary>
/// <param name="body">The body.</param>
/// <param name="slots">The locations of its values.</param>
internal readonly ref struct PayloadView(ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots)
{
    /// <summary>The body.</summary>
    public readonly ReadOnlySpan<byte> Body = body;

    /// <summary>The locations of the payload's values.</summary>
    public readonly ReadOnlySpan<ValueLocation> Slots = slots;

    /// <summary>True if the body is JSON; otherwise it has no list either.</summary>
    public bool IsJson { get; init; }

    /// <summary>The JSON text of the list; empty for a payload.</summary>
    public ReadOnlySpan<byte> List { get; private init; }

    /// <summary>The locations of the element's values in the list.</summary>
    public ReadOnlySpan<ValueLocation> ElementSlots { get; private init; }

    /// <summary>The text that a condition without a key searches.</summary>
    public ReadOnlySpan<byte> Raw { get; private init; } = body;

    /// <summary>The same payload from the point of view of an element.</summary>
    public PayloadView At(ReadOnlySpan<byte> list, ReadOnlySpan<ValueLocation> elementSlots, ReadOnlySpan<byte> element) =>
        new(Body, Slots) { IsJson = IsJson, List = list, ElementSlots = elementSlots, Raw = element };
}
