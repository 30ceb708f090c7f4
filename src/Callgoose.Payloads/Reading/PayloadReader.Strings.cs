namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>Reads the string at the current quote and checks it.</summary>
    private bool ScanString(out bool hasEscapes)
    {
        hasEscapes = false;
        position++;
        uint nonAscii = 0;
        while (true)
        {
            position = ByteScan.FindStop(body, position, ref nonAscii);
            if ((uint)position >= (uint)body.Length)
            {
                return Fail(PayloadErrorKind.UnexpectedEnd);
            }

            switch (body[position])
            {
                case (byte)'"':
                    position++;
                    return true;

                case (byte)'\\':
                    hasEscapes = true;
                    if (!ScanEscape())
                    {
                        return false;
                    }

                    break;

                default:
                    return Fail(PayloadErrorKind.ControlCharacter);
            }
        }
    }

    private bool ScanEscape()
    {
        ReadOnlySpan<byte> escape = body[position..];
        if (escape.Length < 2)
        {
            position = body.Length;
            return Fail(PayloadErrorKind.UnexpectedEnd);
        }

        switch (escape[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                position += 2;
                return true;

            case (byte)'u':
                return ScanCodeUnits(escape);

            default:
                return Fail(PayloadErrorKind.InvalidEscape);
        }
    }

    private bool ScanCodeUnits(ReadOnlySpan<byte> escape)
    {
        int unit = JsonEscapes.CodeUnit(escape[2..]);
        if (unit < 0)
        {
            return FailAtEscape(PayloadErrorKind.InvalidEscape, escape);
        }

        if (!char.IsSurrogate((char)unit))
        {
            position += 6;
            return true;
        }

        if (!char.IsHighSurrogate((char)unit))
        {
            return Fail(PayloadErrorKind.LoneSurrogate);
        }

        ReadOnlySpan<byte> second = escape[6..];
        if (!second.StartsWith("\\u"u8) || JsonEscapes.CodeUnit(second[2..]) is not (>= 0xDC00 and <= 0xDFFF))
        {
            return FailAtEscape(PayloadErrorKind.LoneSurrogate, second);
        }

        position += 12;
        return true;
    }

    /// <summary>Refuses the escape at the current backslash. If the body just ends in the escape, the error is the unexpected end.</summary>
    /// <param name="kind">The error otherwise.</param>
    /// <param name="rest">The rest of the body, from the place where a <c>\u</c> escape must be.</param>
    private bool FailAtEscape(PayloadErrorKind kind, ReadOnlySpan<byte> rest)
    {
        bool cutOff = rest.Length < 2 ? "\\u"u8.StartsWith(rest) : rest.StartsWith("\\u"u8) && IsStartOfDigits(rest[2..]);
        if (cutOff)
        {
            position = body.Length;
        }

        return Fail(kind);
    }

    private static bool IsStartOfDigits(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        0 => true,
        < 4 => char.IsAsciiHexDigit((char)rest[0]) && IsStartOfDigits(rest[1..]),
        _ => false,
    };
}
