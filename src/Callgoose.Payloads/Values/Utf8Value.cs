using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Callgoose.Payloads;

/// <summary>
/// One value of a payload, as a view over the bytes of the body. It owns nothing and must not be used after the body's buffer is returned.
/// It is a <c>ref struct</c>, so the compiler enforces that.
/// </summary>
/// <remarks>The default value is <see cref="ValueKind.Missing"/>.</remarks>
public readonly ref struct Utf8Value
{
    private readonly ref readonly byte first;
    private readonly int length;

    internal Utf8Value(ReadOnlySpan<byte> raw, ValueKind kind, bool hasEscapes = false)
    {
        first = ref MemoryMarshal.GetReference(raw);
        length = raw.Length;
        Kind = kind;
        HasEscapes = hasEscapes;
    }

    /// <summary>The bytes as received: for a string those between the quotes, with their escapes; for every other kind the JSON text. Valid UTF-8.</summary>
    public ReadOnlySpan<byte> Raw => MemoryMarshal.CreateReadOnlySpan(in first, length);

    /// <summary>The JSON type, or <see cref="ValueKind.Missing"/>.</summary>
    public ValueKind Kind { get; }

    /// <summary>True if this is a string with a backslash escape, so that its text differs from its bytes.</summary>
    public bool HasEscapes { get; }

    /// <summary>True for every value except a missing one and <c>null</c> (Catalog/README.md 2).</summary>
    public bool IsPresent => Kind > ValueKind.Null;

    /// <summary>True for a string, a number, <c>true</c> or <c>false</c>: the kinds that are allowed as a mapped value or a title.</summary>
    public bool IsScalar => Kind is >= ValueKind.String and <= ValueKind.False;

    /// <summary>The JSON text of an array; empty for everything else, even for a string that contains the text of an array.</summary>
    public ReadOnlySpan<byte> List => Kind == ValueKind.Array ? Raw : default;

    /// <summary>This value, or <paramref name="other"/> if this one is missing; <c>null</c> is not missing.</summary>
    public Utf8Value Or(Utf8Value other) => Kind == ValueKind.Missing ? other : this;

    /// <summary>Creates a string value from plain text, for payloads that are built rather than received.</summary>
    /// <param name="utf8">The text, without quotes or escapes; must be valid UTF-8.</param>
    public static Utf8Value FromText(ReadOnlySpan<byte> utf8) => new(utf8, ValueKind.String);

    /// <summary>Returns the location of this value in the body from which it was read.</summary>
    /// <param name="body">The body.</param>
    public ValueLocation LocationIn(ReadOnlySpan<byte> body) => Kind == ValueKind.Missing
        ? default
        : new ValueLocation(
            (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(body), ref MemoryMarshal.GetReference(Raw)), Raw.Length, Kind, HasEscapes);

    /// <summary>
    /// The text that filters see (Catalog/README.md 2): a string unescaped, a number or boolean as written, an object or array as compact
    /// JSON; empty for <c>null</c> and for a missing value.
    /// </summary>
    /// <param name="scratch">The buffer for unescaped or compacted text. Not used if the bytes can be used unchanged.</param>
    public ReadOnlySpan<byte> GetText(ScratchBuffer scratch) =>
        Kind is ValueKind.String && !HasEscapes ? Raw : GetTextSlow(scratch);

    /// <summary>The same as <see cref="GetText"/> for a scalar; empty for an object, an array, <c>null</c> and a missing value.</summary>
    /// <param name="scratch">The buffer for unescaped text.</param>
    public ReadOnlySpan<byte> GetScalarText(ScratchBuffer scratch) => IsScalar ? GetText(scratch) : default;

    private ReadOnlySpan<byte> GetTextSlow(ScratchBuffer scratch)
    {
        switch (Kind)
        {
            case ValueKind.Missing or ValueKind.Null:
                return default;

            case ValueKind.String:
                Span<byte> text = scratch.Take(Raw.Length);
                return text[..JsonEscapes.Unescape(Raw, text)];

            case ValueKind.Object or ValueKind.Array:
                Span<byte> compact = scratch.Take(Raw.Length);
                return compact[..CompactJson.Write(Raw, compact)];

            default:
                return Raw;
        }
    }
}
