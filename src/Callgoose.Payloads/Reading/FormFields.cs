using System.Text;
using System.Text.Unicode;

namespace Callgoose.Payloads;

/// <summary>
/// Reads forms as an object of their fields, whose values are texts (ProcessApi.md 3). If several fields have the same name, the first one
/// counts.
/// </summary>
public static class FormFields
{
    /// <summary>The maximum number of fields or parts, including files; larger forms are not read.</summary>
    public const int MaxFields = 200;

    /// <summary>Reads <c>application/x-www-form-urlencoded</c> (WHATWG URL, section 5).</summary>
    /// <param name="form">The body.</param>
    /// <param name="scratch">The buffer for the object.</param>
    /// <param name="error">Why a form cannot be read.</param>
    /// <returns>JSON; empty if the body is not such a form, or has an error.</returns>
    public static ReadOnlySpan<byte> ReadUrlEncoded(ReadOnlySpan<byte> form, ScratchBuffer scratch, out FormError error)
    {
        error = FormError.None;
        form = form.TrimEnd("\r\n"u8);
        Span<Range> names = stackalloc Range[MaxFields];
        Span<Range> values = stackalloc Range[MaxFields];
        int count = 0;
        foreach (Range range in form.Split((byte)'&'))
        {
            (int start, int length) = range.GetOffsetAndLength(form.Length);
            int equals = form.Slice(start, length).IndexOf((byte)'=');
            if (length == 0)
            {
                continue;
            }

            if (equals < 0)
            {
                return default;
            }

            // Only the last field distinguishes a form from a text with many ampersands.
            if (count < MaxFields)
            {
                names[count] = start..(start + equals);
                values[count] = (start + equals + 1)..(start + length);
            }

            count++;
        }

        if (count > MaxFields)
        {
            error = FormError.TooManyFields;
            return default;
        }

        return Write(form, names[..count], values[..count], isEncoded: true, scratch, out error);
    }

    /// <summary>Reads <c>multipart/form-data</c> (RFC 7578). Files are left out.</summary>
    /// <param name="form">The body.</param>
    /// <param name="boundary">The boundary of its parts, from the media type.</param>
    /// <param name="scratch">The buffer for the object.</param>
    /// <param name="error">Why a form cannot be read.</param>
    /// <returns>JSON; empty if the body is not such a form, or has an error.</returns>
    public static ReadOnlySpan<byte> ReadMultipart(ReadOnlySpan<byte> form, ReadOnlySpan<char> boundary, ScratchBuffer scratch, out FormError error)
    {
        error = FormError.Broken;
        if (boundary.IsEmpty || boundary.Length > 70 || !Ascii.IsValid(boundary))
        {
            return default;
        }

        Span<byte> delimiter = stackalloc byte[boundary.Length + 4];
        "\r\n--"u8.CopyTo(delimiter);
        Encoding.ASCII.GetBytes(boundary, delimiter[4..]);
        Span<Range> names = stackalloc Range[MaxFields];
        Span<Range> values = stackalloc Range[MaxFields];
        int count = 0;
        int parts = 0;
        int at = form.StartsWith(delimiter[2..]) ? delimiter.Length - 2 : -1;
        while (at >= 0 && !form[at..].StartsWith("--"u8))
        {
            int head = form[at..].IndexOf("\r\n\r\n"u8);
            int end = form[at..].IndexOf(delimiter);
            if (head < 0 || end < head + 4)
            {
                return default;
            }

            // Only the last part distinguishes a form from a text with the same beginning.
            if (++parts > MaxFields)
            {
                at += end + delimiter.Length;
                continue;
            }

            ReadOnlySpan<byte> headers = form.Slice(at, head);
            int name = headers.IndexOf(" name=\""u8);
            int close = name < 0 ? -1 : headers[(name + 7)..].IndexOf((byte)'"');
            if (close >= 0 && headers.IndexOf("filename"u8) < 0)
            {
                names[count] = (at + name + 7)..(at + name + 7 + close);
                values[count++] = (at + head + 4)..(at + end);
            }

            at += end + delimiter.Length;
        }

        if (at < 0)
        {
            return default;
        }

        error = FormError.None;
        if (parts > MaxFields)
        {
            error = FormError.TooManyFields;
            return default;
        }

        return Write(form, names[..count], values[..count], isEncoded: false, scratch, out error);
    }

    private static ReadOnlySpan<byte> Write(ReadOnlySpan<byte> form, scoped ReadOnlySpan<Range> names, scoped ReadOnlySpan<Range> values, bool isEncoded, ScratchBuffer scratch, out FormError error)
    {
        error = FormError.None;
        if (names.IsEmpty)
        {
            return default;
        }

        // A control character becomes six bytes, and each field adds six bytes.
        Span<byte> json = scratch.Take((6 * form.Length) + 16);
        Span<byte> decoded = scratch.Take(form.Length);
        int at = 0;
        json[at++] = (byte)'{';

        // From the last one to the first: of two members with one name, the later one counts.
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (!TryWrite(form[names[i]], isEncoded, decoded, json, ref at))
            {
                error = FormError.NotUtf8;
                return default;
            }

            json[at++] = (byte)':';
            if (!TryWrite(form[values[i]], isEncoded, decoded, json, ref at))
            {
                error = FormError.NotUtf8;
                return default;
            }

            json[at++] = i == 0 ? (byte)'}' : (byte)',';
        }

        return json[..at];
    }

    /// <summary>Writes a text. A text with invalid UTF-8 is not written, because two texts that differ only in such bytes must not become the same.</summary>
    private static bool TryWrite(ReadOnlySpan<byte> text, bool isEncoded, Span<byte> decoded, Span<byte> json, ref int at)
    {
        text = isEncoded ? Decode(text, decoded) : text;
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        at += WriteText(text, json[at..]);
        return true;
    }

    private static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int length = 0;
        for (int i = 0; i < encoded.Length; i++)
        {
            byte b = encoded[i];
            if (b == (byte)'%' && i + 2 < encoded.Length && char.IsAsciiHexDigit((char)encoded[i + 1]) && char.IsAsciiHexDigit((char)encoded[i + 2]))
            {
                b = (byte)((Digit(encoded[i + 1]) << 4) | Digit(encoded[i + 2]));
                i += 2;
            }
            else if (b == (byte)'+')
            {
                b = (byte)' ';
            }

            decoded[length++] = b;
        }

        return decoded[..length];
    }

    private static int Digit(byte hex) => hex <= (byte)'9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    /// <summary>Writes a text in quotes.</summary>
    private static int WriteText(ReadOnlySpan<byte> text, Span<byte> json)
    {
        int at = 0;
        json[at++] = (byte)'"';
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int length);
            text = text[length..];
            if (rune.Value is '"' or '\\')
            {
                json[at++] = (byte)'\\';
                json[at++] = (byte)rune.Value;
            }
            else if (rune.Value is '\n' or '\r' or '\t')
            {
                // These characters are frequent in texts: the short escape makes the form grow no more than quotes do.
                json[at++] = (byte)'\\';
                json[at++] = rune.Value switch { '\n' => (byte)'n', '\r' => (byte)'r', _ => (byte)'t' };
            }
            else if (rune.Value < ' ')
            {
                "\\u00"u8.CopyTo(json[at..]);
                json[at + 4] = (byte)('0' + (rune.Value >> 4));
                json[at + 5] = "0123456789abcdef"u8[rune.Value & 15];
                at += 6;
            }
            else
            {
                at += rune.EncodeToUtf8(json[at..]);
            }
        }

        json[at++] = (byte)'"';
        return at;
    }
}
