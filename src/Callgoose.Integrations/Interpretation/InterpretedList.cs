using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>A list whose elements filters read.</summary>
/// <param name="Key">Its key, or null for a root array.</param>
/// <param name="Scope">The keys of its elements.</param>
internal sealed record InterpretedList(InterpretedKey? Key, InterpretedScope Scope)
{
    /// <summary>Its JSON text; empty if the key has no array.</summary>
    public ReadOnlySpan<byte> TextIn(scoped in PayloadView payload) =>
        Key is not null ? Key.Of(payload).List
        : payload.IsJson ? payload.Body
        : default;

    /// <summary>Reads the current element of a cursor.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="slots">Receives its values.</param>
    public void Read(ref ElementCursor cursor, Span<ValueLocation> slots)
    {
        slots.Clear();
        if (cursor.Json.PeekKind() == ValueKind.Object)
        {
            Scope.Root.ReadMembers(ref cursor.Json, slots);
        }
        else
        {
            cursor.Json.SkipValue();
        }
    }
}
