namespace Callgoose.Payloads;

/// <summary>A slot for a whole object or array. Its location is given by its braces in the literals of a layout.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Kind">Object or array.</param>
/// <param name="First">The literal in which it begins.</param>
/// <param name="Start">The offset in that literal.</param>
/// <param name="Last">The literal in which it ends.</param>
/// <param name="End">The offset in that literal, after the closing brace.</param>
internal readonly record struct ContainerSlot(int Slot, ValueKind Kind, int First, int Start, int Last, int End)
{
    /// <summary>Finds its location in a body.</summary>
    /// <param name="values">The values of the body, in their order.</param>
    public ValueLocation Locate(ReadOnlySpan<ValueLocation> values)
    {
        int start = LiteralAt(First, values) + Start;
        return new ValueLocation(start, LiteralAt(Last, values) + End - start, Kind, hasEscapes: false);
    }

    private static int LiteralAt(int literal, ReadOnlySpan<ValueLocation> values) => literal == 0 ? 0 : values[literal - 1].End;
}
