using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>What keys are looked for in: a payload, or an element of one of its lists.</summary>
/// <param name="body">The body.</param>
/// <param name="slots">Where its values stand.</param>
internal readonly ref struct PayloadView(ReadOnlySpan<byte> body, ReadOnlySpan<ValueLocation> slots)
{
    /// <summary>The body.</summary>
    public readonly ReadOnlySpan<byte> Body = body;

    /// <summary>Where the values of the payload stand in it.</summary>
    public readonly ReadOnlySpan<ValueLocation> Slots = slots;

    /// <summary>Whether the body is JSON; if not, it is no list either.</summary>
    public bool IsJson { get; init; }

    /// <summary>The JSON text of the list; empty for a payload.</summary>
    public ReadOnlySpan<byte> List { get; private init; }

    /// <summary>Where the values of the element stand in the list.</summary>
    public ReadOnlySpan<ValueLocation> ElementSlots { get; private init; }

    /// <summary>What a condition without a key searches.</summary>
    public ReadOnlySpan<byte> Raw { get; private init; } = body;

    /// <summary>The same payload, seen from an element.</summary>
    public PayloadView At(ReadOnlySpan<byte> list, ReadOnlySpan<ValueLocation> elementSlots, ReadOnlySpan<byte> element) =>
        new(Body, Slots) { IsJson = IsJson, List = list, ElementSlots = elementSlots, Raw = element };
}
