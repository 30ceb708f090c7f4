using Callgoose.Payloads;
using Callgoose.Schema;

namespace Callgoose.Interpretation;

/// <summary>A place of a payload whose value is stored, and how to read the value.</summary>
/// <remarks>
/// Each stored value has a slot. The slots of all places below a place are adjacent: when a name occurs again, they are cleared together,
/// because only the last duplicate counts.
/// </remarks>
internal sealed class PlaceNode
{
    private readonly int valueSlot = -1;
    private readonly int firstSlot;
    private readonly int slotCount;
    private readonly MemberTable? members;
    private readonly PlaceNode?[]? elements;

    /// <summary>Creates the node of a place and those of all places below it.</summary>
    /// <param name="place">The place.</param>
    /// <param name="slots">Receives the slot of each place whose value is stored.</param>
    public PlaceNode(KeyPlace place, Dictionary<KeyPlace, int> slots)
    {
        firstSlot = slots.Count;
        if (place.HasValue)
        {
            valueSlot = slots.Count;
            slots.Add(place, valueSlot);
        }

        if (place.Members.Count > 0)
        {
            members = new MemberTable([.. place.Members.Select(member => (member, new PlaceNode(member, slots)))]);
        }

        if (place.Elements.Count > 0)
        {
            elements = new PlaceNode?[place.Elements.Max(static element => element.Index!.Value) + 1];
            foreach (KeyPlace element in place.Elements)
            {
                elements[element.Index!.Value] = new PlaceNode(element, slots);
            }
        }

        slotCount = slots.Count - firstSlot;
    }

    /// <summary>Reads a whole payload. The members of the root are also those of the first element of a root array.</summary>
    public bool ReadRoot(ref PayloadReader json, Span<ValueLocation> slots)
    {
        switch (json.PeekKind())
        {
            case ValueKind.Object when members is not null:
                return ReadObject(ref json, members, slots);

            case ValueKind.Array:
                if (members is not null)
                {
                    // Errors in the first element are found below, where it is read again.
                    PayloadReader first = json;
                    if (first.EnterArray() && first.FirstElement() && first.PeekKind() == ValueKind.Object)
                    {
                        ReadObject(ref first, members, slots);
                    }
                }

                return elements is null ? json.SkipValue() : ReadArray(ref json, elements, slots);

            default:
                return json.SkipValue();
        }
    }

    /// <summary>Reads an object with the known members.</summary>
    public bool ReadMembers(ref PayloadReader json, Span<ValueLocation> slots) =>
        members is null ? json.SkipValue() : ReadObject(ref json, members, slots);

    private bool Read(ref PayloadReader json, Span<ValueLocation> slots)
    {
        if (members is not null || elements is not null)
        {
            slots.Slice(firstSlot, slotCount).Clear();
        }

        ValueKind kind = json.PeekKind();
        int start = json.Position;
        bool read;
        switch (kind)
        {
            case ValueKind.Object when members is not null:
                read = ReadObject(ref json, members, slots);
                break;

            case ValueKind.Array when elements is not null:
                read = ReadArray(ref json, elements, slots);
                break;

            default:
                return valueSlot >= 0 ? json.ReadLocation(out slots[valueSlot]) : json.SkipValue();
        }

        if (read && valueSlot >= 0)
        {
            slots[valueSlot] = json.LocationSince(start, kind);
        }

        return read;
    }

    private static bool ReadObject(ref PayloadReader json, MemberTable members, Span<ValueLocation> slots)
    {
        if (!json.EnterObject())
        {
            return false;
        }

        for (bool more = json.FirstName(out ReadOnlySpan<byte> name); more; more = json.NextName(out name))
        {
            if (!(members.Find(name) is PlaceNode member ? member.Read(ref json, slots) : json.SkipValue()))
            {
                return false;
            }
        }

        return json.Error.IsNone;
    }

    private static bool ReadArray(ref PayloadReader json, PlaceNode?[] elements, Span<ValueLocation> slots)
    {
        if (!json.EnterArray())
        {
            return false;
        }

        int index = 0;
        for (bool more = json.FirstElement(); more; more = json.NextElement())
        {
            PlaceNode? element = index < elements.Length ? elements[index] : null;
            index++;
            if (!(element?.Read(ref json, slots) ?? json.SkipValue()))
            {
                return false;
            }
        }

        return json.Error.IsNone;
    }
}
