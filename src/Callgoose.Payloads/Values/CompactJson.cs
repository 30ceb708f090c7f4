namespace Callgoose.Payloads;

/// <summary>Removes the white space between the tokens of JSON text; strings stay as they are, escapes included.</summary>
internal static class CompactJson
{
    /// <summary>Copies <paramref name="json"/>, which must be valid, without its insignificant white space.</summary>
    /// <returns>The number of bytes written, at most the length of <paramref name="json"/>.</returns>
    public static int Write(ReadOnlySpan<byte> json, Span<byte> destination)
    {
        int written = 0;
        while (!json.IsEmpty)
        {
            byte b = json[0];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                json = json[1..];
                continue;
            }

            int length = b == (byte)'"' ? StringLength(json) : 1;
            json[..length].CopyTo(destination[written..]);
            written += length;
            json = json[length..];
        }

        return written;
    }

    private static int StringLength(ReadOnlySpan<byte> json)
    {
        int i = 1;
        while (json[i] != (byte)'"')
        {
            i += json[i] == (byte)'\\' ? 2 : 1;
        }

        return i + 1;
    }
}
