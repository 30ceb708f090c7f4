using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>A list at whose elements filters look.</summary>
/// <param name="Key">Where it stands, or null for a root array.</param>
/// <param name="Scope">The keys of its elements.</param>
internal sealed record InterpretedList(InterpretedKey? Key, InterpretedScope Scope)
{
    /// <summary>Its JSON text; empty if no array stands there.</summary>
    public ReadOnlySpan<byte> TextIn(scoped in PayloadView payload) =>
        Key is not null ? Key.Of(payload).List
        : payload.IsJson ? payload.Body
        : default;

    /// <summary>Reads the element at which a cursor stands.</summary>
    /// <param name="cursor">The cursor.</param>
    /// <param name="slots">Gets its values.</param>
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
