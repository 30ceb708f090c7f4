using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace Callgoose.Payloads;

/// <summary>
/// Reads one JSON body (RFC 8259) forward, once, without allocating. Generated readers use it: they enter the objects whose keys they know
/// and skip the rest, which is checked just as strictly.
/// </summary>
/// <remarks>
/// <para>
/// Every method returns false on the first error. <see cref="Error"/> keeps this error, and the reader must not be used further. No method
/// throws because of the content of a body.
/// </para>
/// <para>
/// It is stricter than the RFC where ProcessApi.md 3 says so: the body must be UTF-8, surrogate escapes must come in pairs, and nesting
/// ends at <see cref="MaxDepth"/>. A byte order mark is skipped.
/// </para>
/// <para>
/// The body must be contiguous. Copying a body that arrived in pieces once costs less than checking for split tokens at every step: see
/// <see cref="ScratchBuffer.Contiguous"/>.
/// </para>
/// </remarks>
public ref partial struct PayloadReader
{
    /// <summary>The maximum depth of nested objects and arrays (ProcessApi.md 3).</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> body;
    private readonly ScratchBuffer scratch;
    private int position;
    private int depth;
    private PayloadError error;

    /// <summary>Starts at the beginning of a body, and checks that all of it is UTF-8.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="scratch">A buffer for unescaping names.</param>
    public PayloadReader(ReadOnlySpan<byte> body, ScratchBuffer scratch)
    {
        this.body = body;
        this.scratch = scratch;
        if (body.StartsWith(ByteOrderMark))
        {
            position = ByteOrderMark.Length;
        }

        if (!Utf8.IsValid(body))
        {
            error = Utf8Check.FirstError(body);
        }
    }

    /// <summary>Starts at a value in the middle of a body. The caller must check that the body is UTF-8.</summary>
    private PayloadReader(ReadOnlySpan<byte> body, int position, ScratchBuffer? scratch = null)
    {
        this.body = body;
        this.position = position;
        this.scratch = scratch!;
    }

    /// <summary>Starts at the beginning of JSON text that was read before, without checking again that it is UTF-8.</summary>
    internal static PayloadReader OfChecked(ReadOnlySpan<byte> json, ScratchBuffer scratch) =>
        new(json, json.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0, scratch);

    /// <summary>U+FEFF in UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The first error, or none.</summary>
    public readonly PayloadError Error => error;

    /// <summary>Checks that a body is one JSON value and nothing else.</summary>
    public static PayloadError Check(ReadOnlySpan<byte> body, ScratchBuffer scratch)
    {
        var reader = new PayloadReader(body, scratch);
        if (reader.SkipValue())
        {
            reader.ReadEnd();
        }

        return reader.Error;
    }

    /// <summary>Reads one string, number, boolean or null, with all checks except for UTF-8.</summary>
    /// <param name="body">The body.</param>
    /// <param name="position">The offset of the value; afterwards the offset of its end.</param>
    /// <param name="location">The location of the value.</param>
    /// <returns>False if there is anything else.</returns>
    internal static bool TryReadScalar(ReadOnlySpan<byte> body, ref int position, out ValueLocation location)
    {
        var reader = new PayloadReader(body, position);
        location = default;
        bool read = reader.PeekKind() is not (ValueKind.Object or ValueKind.Array) && reader.ReadLocation(out location);
        position = reader.position;
        return read;
    }

    /// <summary>Moves to the next value and returns its kind, without reading it.</summary>
    /// <returns>The kind, or <see cref="ValueKind.Missing"/> if there is an error.</returns>
    public ValueKind PeekKind()
    {
        if (!error.IsNone)
        {
            return ValueKind.Missing;
        }

        SkipWhiteSpace();
        if ((uint)position >= (uint)body.Length)
        {
            Fail(PayloadErrorKind.UnexpectedEnd);
            return ValueKind.Missing;
        }

        switch (body[position])
        {
            case (byte)'"':
                return ValueKind.String;
            case (byte)'{':
                return ValueKind.Object;
            case (byte)'[':
                return ValueKind.Array;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ValueKind.Number;
            case (byte)'t':
                return ValueKind.True;
            case (byte)'f':
                return ValueKind.False;
            case (byte)'n':
                return ValueKind.Null;
            default:
                Fail(PayloadErrorKind.ExpectedValue);
                return ValueKind.Missing;
        }
    }

    /// <summary>Reads the next value as a whole; for an object or array, <see cref="Utf8Value.Raw"/> is its JSON text.</summary>
    public bool ReadValue(out Utf8Value value)
    {
        ValueKind kind = PeekKind();
        int start = position;
        switch (kind)
        {
            case ValueKind.String:
                if (ScanString(out bool hasEscapes))
                {
                    value = new Utf8Value(body[(start + 1)..(position - 1)], kind, hasEscapes);
                    return true;
                }

                break;

            case ValueKind.Missing:
                break;

            default:
                if (SkipKnown(kind))
                {
                    value = new Utf8Value(body[start..position], kind);
                    return true;
                }

                break;
        }

        value = default;
        return false;
    }

    /// <summary>Does the same as <see cref="ReadValue"/>, but returns the location of the value.</summary>
    public bool ReadLocation(out ValueLocation location)
    {
        bool isString = PeekKind() == ValueKind.String;
        int start = isString ? position + 1 : position;
        bool read = ReadValue(out Utf8Value value);
        location = read ? new ValueLocation(start, value.Raw.Length, value.Kind, value.HasEscapes) : default;
        return read;
    }

    /// <summary>Skips the next value of any kind.</summary>
    public bool SkipValue() => SkipKnown(PeekKind());

    /// <summary>Checks that only white space is left.</summary>
    public bool ReadEnd()
    {
        if (!error.IsNone)
        {
            return false;
        }

        SkipWhiteSpace();
        return position == body.Length || Fail(PayloadErrorKind.TrailingBytes);
    }

    /// <summary>The offset of the next value: the argument for <see cref="Since"/> after the value was read in parts.</summary>
    public readonly int Position => position;

    /// <summary>Returns the object or array that started at <paramref name="start"/> and was just left, as one value.</summary>
    /// <param name="start"><see cref="Position"/>, taken after <see cref="PeekKind"/> and before entering.</param>
    /// <param name="kind">The result of <see cref="PeekKind"/>.</param>
    public readonly Utf8Value Since(int start, ValueKind kind) => new(body[start..position], kind);

    /// <summary>Does the same as <see cref="Since"/>, but returns the location of the value.</summary>
    /// <param name="start">As in <see cref="Since"/>.</param>
    /// <param name="kind">As in <see cref="Since"/>.</param>
    public readonly ValueLocation LocationSince(int start, ValueKind kind) => new(start, position - start, kind, hasEscapes: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhiteSpace()
    {
        while ((uint)position < (uint)body.Length && body[position] <= (byte)' ' && IsWhiteSpace(body[position]))
        {
            position++;
        }
    }

    private static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>Stores the first error. At the end of the body the error is always the unexpected end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Fail(PayloadErrorKind kind)
    {
        if (error.IsNone)
        {
            bool atEnd = position >= body.Length;
            error = new PayloadError(atEnd ? PayloadErrorKind.UnexpectedEnd : kind, Math.Min(position, body.Length));
        }

        return false;
    }
}
