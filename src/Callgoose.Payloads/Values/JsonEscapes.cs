using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Callgoose.Payloads;

/// <summary>Reads the escapes of JSON strings (RFC 8259, section 7) in text that <see cref="PayloadReader"/> has accepted, and writes them.</summary>
internal static class JsonEscapes
{
    /// <summary>The characters that a string must escape: the quote, the backslash and the control characters.</summary>
    public static readonly SearchValues<byte> MustEscape = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(static b => (byte)b)]);

    /// <summary>Writes text as the inside of a JSON string. Escapes only what the RFC requires.</summary>
    public static void Escape(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (true)
        {
            int plain = text.IndexOfAny(MustEscape);
            if (plain < 0)
            {
                output.Write(text);
                return;
            }

            output.Write(text[..plain]);
            Escape(text[plain], output);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>Unescapes the inside of a JSON string.</summary>
    /// <param name="raw">The bytes between the quotes; every escape is known to be well formed and every surrogate paired.</param>
    /// <param name="destination">At least as long as <paramref name="raw"/>: no escape is shorter than its character.</param>
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
    /// <remarks><c>ushort.TryParse</c> is not used because it accepts NUL bytes after the digits.</remarks>
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

    private static void Escape(byte b, IBufferWriter<byte> output)
    {
        Span<byte> escape = output.GetSpan(6);
        escape[0] = (byte)'\\';
        byte letter = Letter(b);
        escape[1] = letter;
        if (letter != (byte)'u')
        {
            output.Advance(2);
            return;
        }

        b.TryFormat(escape[2..], out _, "x4", CultureInfo.InvariantCulture);
        output.Advance(6);
    }

    /// <summary>Returns the letter after the backslash: the reverse of <see cref="Short"/>, and <c>u</c> if there is no short form.</summary>
    private static byte Letter(byte b) => b switch
    {
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        (byte)'"' or (byte)'\\' => b,
        _ => (byte)'u',
    };

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
