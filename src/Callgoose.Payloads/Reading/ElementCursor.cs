namespace Callgoose.Payloads;

/// <summary>
/// Iterates over the elements of an array in a body that was read before. The caller must read or skip each element with <see cref="Json"/>
/// before it moves on.
/// </summary>
/// <remarks>Allocates nothing, and reads each byte of the array once.</remarks>
public ref struct ElementCursor
{
    /// <summary>The maximum number of elements; the caller must refuse longer lists.</summary>
    public const int MaxElements = 1000;

    /// <summary>The reader at the current element. A field, because generated readers move it.</summary>
    public PayloadReader Json;

    private readonly ReadOnlySpan<byte> list;
    private int start;
    private bool isEntered;

    /// <summary>Starts before the first element.</summary>
    /// <param name="list">JSON text that is known to be valid, or an empty one; if it is not an array, there are no elements.</param>
    /// <param name="scratch">A buffer for unescaping names.</param>
    public ElementCursor(ReadOnlySpan<byte> list, ScratchBuffer scratch)
    {
        this.list = list;
        Json = PayloadReader.OfChecked(list, scratch);
        Index = -1;
    }

    /// <summary>The index of the element in the array, from 0; -1 before the first one.</summary>
    public int Index { get; private set; }

    /// <summary>The JSON text of the element. Valid after the element was read or skipped.</summary>
    public readonly ReadOnlySpan<byte> Current => list[start..Json.Position];

    /// <summary>The text of the element as filters see it (Catalog/README.md 2). Valid after the element was read or skipped.</summary>
    /// <param name="scratch">The buffer for unescaped or compacted text.</param>
    public readonly ReadOnlySpan<byte> GetText(ScratchBuffer scratch)
    {
        PayloadReader reader = PayloadReader.OfChecked(Current, scratch);
        return reader.ReadValue(out Utf8Value value) ? value.GetText(scratch) : default;
    }

    /// <summary>Moves to the next element.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        bool more = isEntered ? Json.NextElement() : Enter();
        start = Json.Position;
        Index++;
        return more;
    }

    private bool Enter()
    {
        isEntered = true;
        return !list.IsEmpty && Json.PeekKind() == ValueKind.Array && Json.EnterArray() && Json.FirstElement();
    }
}
