using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>A payload that stores the location of each used value in a slot for its place.</summary>
internal readonly ref struct InterpretedPayload(PlaceNode root, Span<ValueLocation> slots) : IPayload
{
    private readonly Span<ValueLocation> slots = slots;

    /// <inheritdoc/>
    public int SlotCount => slots.Length;

    /// <inheritdoc/>
    public PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch)
    {
        var json = new PayloadReader(body, scratch);
        if (root.ReadRoot(ref json, slots))
        {
            json.ReadEnd();
        }

        return json.Error;
    }

    /// <inheritdoc/>
    public ValueLocation Locate(int slot, ReadOnlySpan<byte> body) => slots[slot];

    /// <inheritdoc/>
    public void Place(int slot, in ValueLocation location, ReadOnlySpan<byte> body) => slots[slot] = location;
}
