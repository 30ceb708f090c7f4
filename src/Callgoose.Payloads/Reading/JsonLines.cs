namespace Callgoose.Payloads;

/// <summary>Reads <c>application/x-ndjson</c>, a JSON value a line, as an array of them (process-api.md 3).</summary>
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

        Span<byte> array = scratch.Take((2 * body.Length) + 2);
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

                line.CopyTo(array[at..]);
                at += line.Length;
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
}
