using System.Runtime.CompilerServices;

namespace Callgoose.Payloads.Tests;

/// <summary>A payload with a slot for each of a few names at the root, for any kind of value.</summary>
/// <param name="names">The names, in UTF-8.</param>
/// <param name="slots">The slots.</param>
/// <param name="reads">Counts how often the general reader was used.</param>
internal readonly ref struct FlatPayload(byte[][] names, Span<ValueLocation> slots, StrongBox<int> reads) : IPayload
{
    private readonly Span<ValueLocation> slots = slots;

    public int SlotCount => slots.Length;

    public PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch)
    {
        reads.Value++;
        var json = new PayloadReader(body, scratch);
        if (json.PeekKind() != ValueKind.Object)
        {
            json.SkipValue();
        }
        else if (json.EnterObject())
        {
            for (bool more = json.FirstName(out ReadOnlySpan<byte> name); more; more = json.NextName(out name))
            {
                int slot = names.Length - 1;
                while (slot >= 0 && !name.SequenceEqual(names[slot]))
                {
                    slot--;
                }

                if (!(slot < 0 ? json.SkipValue() : json.ReadLocation(out slots[slot])))
                {
                    break;
                }
            }
        }

        json.ReadEnd();
        return json.Error;
    }

    public ValueLocation Locate(int slot, ReadOnlySpan<byte> body) => slots[slot];

    public void Place(int slot, in ValueLocation location, ReadOnlySpan<byte> body) => slots[slot] = location;
}
