namespace Callgoose.Payloads;

/// <summary>Reads <c>application/x-ndjson</c>, a JSON value a line, as an array of them (ProcessApi.md 3).</summary>
/// <remarks>A line with two values, or with the beginning of one, makes an array that is wrong at that place: never two elements, never one of two lines.</remarks>
public static class JsonLines
{
    /// <summary>Writes the array. Its lines are those of the body, so that a mistake is found in the line in which it stands.</summary>
    /// <param name="body">The body, which need not be right. Blank lines hold no value.</param>
    /// <param name="scratch">Where the array is put.</param>
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

    /// <summary>Looks whether a line is at most one value, and leaves everything else about it to the reader of the array.</summary>
    /// <param name="line">The line.</param>
    /// <param name="closing">What has to stand behind those bytes for the array to be wrong there; 0 if the line may be right.</param>
    /// <returns>How many bytes may be right.</returns>
    private static int LengthOfValue(ReadOnlySpan<byte> line, out byte closing)
    {
        int depth = 0;
        // A bit for each level, the innermost last: whether it is a list. What is deeper than the bits is refused for its depth.
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

        // A value that goes on in the next line: the end that fits neither what is open nor, if that was closed, the array.
        closing = depth <= 0 ? (byte)0 : (lists & 1) != 0 ? (byte)'}' : (byte)']';
        return line.Length;
    }
}
