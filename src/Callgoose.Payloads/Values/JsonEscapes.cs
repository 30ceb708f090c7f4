using System.Diagnostics;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>The escapes of JSON strings (RFC 8259, section 7), in text that <see cref="PayloadReader"/> has already accepted.</summary>
internal static class JsonEscapes
{
    /// <summary>Unescapes the inside of a JSON string.</summary>
    /// <param name="raw">The bytes between the quotes; every escape is known to be well formed and every surrogate paired.</param>
    /// <param name="destination">At least as long as <paramref name="raw"/>: no escape is shorter than what it stands for.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        int written = 0;
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(destination[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(destination[written..]);
            written += plain;
            raw = raw[plain..];
            if (raw[1] == (byte)'u')
            {
                raw = raw[UnescapeCodePoint(raw, destination[written..], out int bytes)..];
                written += bytes;
            }
            else
            {
                destination[written++] = Short(raw[1]);
                raw = raw[2..];
            }
        }
    }

    /// <summary>Reads the four digits of a <c>\u</c> escape.</summary>
    /// <returns>The UTF-16 code unit, or -1 if there are not four hexadecimal digits.</returns>
    /// <remarks>Not by <c>ushort.TryParse</c>, which lets NUL bytes follow the digits.</remarks>
    public static int CodeUnit(ReadOnlySpan<byte> digits)
    {
        if (digits.Length < 4)
        {
            return -1;
        }

        int unit = 0;
        foreach (byte b in digits[..4])
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return -1;
            }

            // The low four bits of a letter count from A = 1, and only letters have bit 6.
            unit = (unit << 4) + (b & 0xF) + (9 * (b >> 6));
        }

        return unit;
    }

    private static int UnescapeCodePoint(ReadOnlySpan<byte> escape, Span<byte> destination, out int bytes)
    {
        int unit = CodeUnit(escape[2..]);
        int consumed = 6;
        int codePoint = unit;
        if (char.IsHighSurrogate((char)unit))
        {
            codePoint = char.ConvertToUtf32((char)unit, (char)CodeUnit(escape[8..]));
            consumed = 12;
        }

        bytes = new Rune(codePoint).EncodeToUtf8(destination);
        return consumed;
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        _ => throw new UnreachableException("the reader accepts no other escape"),
    };
}
