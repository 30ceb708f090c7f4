using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>The elements of a list that meet conditions, and the values that can be taken from them. Only the first thousand elements are read.</summary>
/// <param name="List">The list.</param>
/// <param name="When">The conditions for an element.</param>
internal sealed record InterpretedElements(InterpretedList List, InterpretedCondition[] When)
{
    /// <summary>Tells whether there is such an element.</summary>
    public bool Any(scoped in PayloadView payload, ScratchBuffer scratch)
    {
        var cursor = new Walk(this, payload, scratch);
        return cursor.MoveNext();
    }

    /// <summary>The first text at a key that is not empty.</summary>
    public ReadOnlySpan<byte> First(InterpretedKey key, scoped in PayloadView payload, ScratchBuffer scratch)
    {
        var cursor = new Walk(this, payload, scratch);
        while (cursor.MoveNext())
        {
            ReadOnlySpan<byte> text = key.Of(cursor.Current).GetScalarText(scratch);
            if (!text.IsEmpty)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>The newest time at a key.</summary>
    public ReadOnlySpan<byte> Newest(InterpretedKey key, scoped in PayloadView payload, ScratchBuffer scratch)
    {
        ReadOnlySpan<byte> newest = default;
        long newestAt = 0;
        var cursor = new Walk(this, payload, scratch);
        while (cursor.MoveNext())
        {
            ReadOnlySpan<byte> text = key.Of(cursor.Current).GetScalarText(scratch);
            if (OccurredAt.Parse(text) is long at && at > newestAt)
            {
                newest = text;
                newestAt = at;
            }
        }

        return newest;
    }

    /// <summary>The highest urgency of the values at a key.</summary>
    public Urgency? MostUrgent(InterpretedKey key, UrgencyMap map, scoped in PayloadView payload, ScratchBuffer scratch)
    {
        Urgency? found = null;
        var cursor = new Walk(this, payload, scratch);
        while (cursor.MoveNext())
        {
            found = map.MostUrgent(found, key.Of(cursor.Current).GetScalarText(scratch));
        }

        return found;
    }

    /// <summary>The elements as members of a group.</summary>
    public ReadOnlySpan<byte> Members(InterpretedKey? identity, InterpretedKey? name, scoped in PayloadView payload, ScratchBuffer scratch)
    {
        var members = new MemberWriter(List.TextIn(payload), scratch);
        var cursor = new Walk(this, payload, scratch);
        while (cursor.MoveNext())
        {
            ReadOnlySpan<byte> own = identity is null ? cursor.GetText(scratch) : identity.Of(cursor.Current).GetScalarText(scratch);
            members.Add(own, name is null ? default : name.Of(cursor.Current).GetScalarText(scratch));
        }

        return members.Written;
    }

    /// <summary>Moves from one matching element to the next.</summary>
    private ref struct Walk
    {
        private readonly InterpretedElements elements;
        private readonly PayloadView payload;
        private readonly ScratchBuffer scratch;
        private readonly ReadOnlySpan<byte> list;
        private readonly Span<ValueLocation> slots;
        private ElementCursor cursor;

        public Walk(InterpretedElements elements, scoped in PayloadView payload, ScratchBuffer scratch)
        {
            this.elements = elements;
            this.payload = payload;
            this.scratch = scratch;
            list = elements.List.TextIn(payload);
            slots = Slots.Take(elements.List.Scope.SlotCount, scratch);
            cursor = new ElementCursor(list, scratch);
        }

        public readonly PayloadView Current => payload.At(list, slots, cursor.Current);

        public readonly ReadOnlySpan<byte> GetText(ScratchBuffer room) => cursor.GetText(room);

        public bool MoveNext()
        {
            while (cursor.MoveNext() && cursor.Index < ElementCursor.MaxElements)
            {
                elements.List.Read(ref cursor, slots);
                if (InterpretedCondition.AllHold(elements.When, Current, scratch))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
