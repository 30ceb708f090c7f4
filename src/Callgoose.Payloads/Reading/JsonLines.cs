namespace Callgoose.Payloads;

/// <summary>Reads <c>application/x-ndjson</c>, one JSON value per line, as an array (ProcessApi.md 3).</summary>
/// <remarks>
/// A line with two values, or with an incomplete one, makes the array invalid at that place: a line never becomes two elements, and two
/// lines never become one.
/// </remarks>
public static class JsonLines
{
    /// <summary>Writes the array. It has the same lines as the body, so that an error is reported in the right line.</summary>
    /// <param name="body">The body, which may be invalid. Blank lines have no value.</param>
    /// <param name="scratch">The buffer for the array.</param>
    public static ReadOnlySpan<byte> ToArray(ReadOnlySpan<byte> body, ScratchBuffer scratch)
    {
        if (body.StartsWith(PayloadReader.ByteOrderMark))
        {
            body = body[PayloadReader.ByteOrderMark.Length..];
        }

        Span<byte> array = scratch.Take((3 * body.Length) + 2);
        int at = 0;
        array[at++] = (byte)'[';
        bool needsComma = false;
        while (!body.IsEmpty)
        {
            int end = body.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (!line.TrimStart(" \t\r"u8).IsEmpty)
            {
                if (needsComma)
                {
                    array[at++] = (byte)',';
                }

                int whole = LengthOfValue(line, out byte closing);
                line[..whole].CopyTo(array[at..]);
                at += whole;
                if (closing != 0)
                {
                    array[at++] = closing;
                    line[whole..].CopyTo(array[at..]);
                    at += line.Length - whole;
                }

                needsComma = true;
            }

            if (end >= 0)
            {
                array[at++] = (byte)'\n';
            }
        }

        array[at++] = (byte)']';
        return array[..at];
    }

    /// <summary>Checks whether a line has at most one value, and leaves all other checks to the reader of the array.</summary>
    /// <param name="line">The line.</param>
    /// <param name="closing">The byte that must follow to make the array invalid there; 0 if the line may be valid.</param>
    /// <returns>The number of bytes that may be valid.</returns>
    private static int LengthOfValue(ReadOnlySpan<byte> line, out byte closing)
    {
        int depth = 0;
        // One bit for each level, the innermost last: 1 for a list. Deeper levels than bits are refused anyway because of their depth.
        ulong lists = 0;
        bool isInText = false;
        for (int i = 0; i < line.Length; i++)
        {
            byte character = line[i];
            if (isInText)
            {
                i += character == (byte)'\\' ? 1 : 0;
                isInText = character != (byte)'"';
                continue;
            }

            isInText = character == (byte)'"';
            if (character is (byte)'{' or (byte)'[')
            {
                depth++;
                lists = (lists << 1) | (character == (byte)'[' ? 1UL : 0);
            }
            else if (character is (byte)'}' or (byte)']')
            {
                depth--;
                lists >>= 1;
            }
            else if (character == (byte)',' && depth <= 0)
            {
                closing = (byte)']';
                return i;
            }
        }

        // The value continues in the next line: writes an end that matches neither the open container nor, if that was closed, the array.
        closing = depth <= 0 ? (byte)0 : (lists & 1) != 0 ? (byte)'}' : (byte)']';
        return line.Length;
    }
}
