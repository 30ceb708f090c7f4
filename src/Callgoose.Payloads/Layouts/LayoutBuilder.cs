using System.Buffers;

namespace Callgoose.Payloads;

/// <summary>Creates a layout from a body that the general reader has accepted, and maps its values to the slots that the general reader has filled.</summary>
internal sealed class LayoutBuilder
{
    private static readonly SearchValues<byte> Punctuation = SearchValues.Create(" \t\r\n{}[],:"u8);

    private readonly List<byte> literals = [];
    private readonly List<int> starts = [0];
    private readonly List<ValueLocation> values = [];
    private readonly List<(int Slot, int Value)> scalars = [];
    private readonly List<ContainerSlot> containers = [];

    private LayoutBuilder()
    {
    }

    /// <summary>Divides a body into literals and values.</summary>
    /// <param name="body">The body, which is known to be valid.</param>
    /// <returns>Null if it has more bytes or values than a layout may have, or is too short to be worth one.</returns>
    public static LayoutBuilder? Scan(ReadOnlySpan<byte> body)
    {
        // A layout saves nothing in a body that is shorter than a vector.
        if (body.Length < ByteScan.Width)
        {
            return null;
        }

        var builder = new LayoutBuilder();
        return builder.TakeApart(body.TrimEnd(" \t\r\n"u8)) ? builder : null;
    }

    /// <summary>Creates the layout. It fills each slot with the value at the place where its value is in this body.</summary>
    /// <param name="payload">The values that the general reader has stored.</param>
    /// <param name="body">The body.</param>
    public Layout Build<T>(ref T payload, ReadOnlySpan<byte> body)
        where T : struct, IPayload, allows ref struct
    {
        for (int slot = 0; slot < payload.SlotCount; slot++)
        {
            Keep(slot, payload.Locate(slot, body));
        }

        return new Layout(literals.ToArray(), [.. starts], [.. scalars], [.. containers]);
    }

    private void Keep(int slot, ValueLocation location)
    {
        if (location.Kind is ValueKind.Object or ValueKind.Array)
        {
            (int first, int start) = InLiteral(location.Start);
            (int last, int end) = InLiteral(location.End);
            containers.Add(new ContainerSlot(slot, location.Kind, first, start, last, end));
        }
        else if (!location.IsMissing)
        {
            scalars.Add((slot, values.FindIndex(value => value.Start == location.Start)));
        }
    }

    /// <summary>The literal that contains an offset of the body, and the offset within the literal.</summary>
    private (int Literal, int Offset) InLiteral(int position)
    {
        int literal = values.Count(value => value.End <= position);
        return (literal, position - (literal == 0 ? 0 : values[literal - 1].End));
    }

    private bool TakeApart(ReadOnlySpan<byte> body)
    {
        int position = body.StartsWith(PayloadReader.ByteOrderMark) ? PayloadReader.ByteOrderMark.Length : 0;
        int literal = 0;
        while (true)
        {
            position += PunctuationAt(body[position..]);
            if (position == body.Length)
            {
                return TryAddLiteral(body[literal..]);
            }

            int start = position;
            if (!PayloadReader.TryReadScalar(body, ref position, out ValueLocation value))
            {
                return false;
            }

            if (IsName(body[position..]))
            {
                continue;
            }

            values.Add(value);
            if (values.Count > LayoutCache.MaxValues || !TryAddLiteral(body[literal..start]))
            {
                return false;
            }

            literal = position;
        }
    }

    private bool TryAddLiteral(ReadOnlySpan<byte> literal)
    {
        literals.AddRange(literal);
        starts.Add(literals.Count);
        return literals.Count <= LayoutCache.MaxLiteralBytes;
    }

    private static int PunctuationAt(ReadOnlySpan<byte> rest)
    {
        int length = rest.IndexOfAnyExcept(Punctuation);
        return length < 0 ? rest.Length : length;
    }

    /// <summary>Tells whether the string that was just read is the name of a member.</summary>
    private static bool IsName(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> behind = rest.TrimStart(" \t\r\n"u8);
        return !behind.IsEmpty && behind[0] == (byte)':';
    }
}
