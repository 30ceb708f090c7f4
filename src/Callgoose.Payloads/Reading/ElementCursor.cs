namespace Callgoose.Payloads;

/// <summary>
/// Goes through the elements of an array of a body that was read before. Whoever moves it reads or skips each element by
/// <see cref="Json"/> before it moves on.
/// </summary>
/// <remarks>Allocates nothing, and reads each byte of the array once.</remarks>
public ref struct ElementCursor
{
    /// <summary>How many elements are looked at: more than that is for the caller to refuse.</summary>
    public const int MaxElements = 1000;

    /// <summary>Stands at the element. A field, because generated readers move it on.</summary>
    public PayloadReader Json;

    private readonly ReadOnlySpan<byte> list;
    private int start;
    private bool isEntered;

    /// <summary>Starts before the first element.</summary>
    /// <param name="list">JSON text that is known to be right, or an empty one; without elements if it is not an array.</param>
    /// <param name="scratch">Room for unescaping names.</param>
    public ElementCursor(ReadOnlySpan<byte> list, ScratchBuffer scratch)
    {
        this.list = list;
        Json = PayloadReader.OfChecked(list, scratch);
        Index = -1;
    }

    /// <summary>The place of the element in the array, from 0; -1 before the first one.</summary>
    public int Index { get; private set; }

    /// <summary>The JSON text of the element, once it was read or skipped.</summary>
    public readonly ReadOnlySpan<byte> Current => list[start..Json.Position];

    /// <summary>The text of the element as filters see it (Catalog/README.md 2), once it was read or skipped.</summary>
    /// <param name="scratch">Where unescaped or compacted text is put.</param>
    public readonly ReadOnlySpan<byte> GetText(ScratchBuffer scratch)
    {
        PayloadReader reader = PayloadReader.OfChecked(Current, scratch);
        return reader.ReadValue(out Utf8Value value) ? value.GetText(scratch) : default;
    }

    /// <summary>Goes to the next element.</summary>
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
