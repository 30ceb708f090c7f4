using System.Buffers;

namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>The bytes at which scanning a string has to stop: the quote, the backslash and the control characters.</summary>
    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(static b => (byte)b)]);

    /// <summary>Reads the string at the current quote and checks it.</summary>
    private bool ScanString(out bool hasEscapes)
    {
        hasEscapes = false;
        position++;
        while (true)
        {
            int stop = body[position..].IndexOfAny(StringStops);
            if (stop < 0)
            {
                position = body.Length;
                return Fail(PayloadErrorKind.UnexpectedEnd);
            }

            position += stop;
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
            return Fail(PayloadErrorKind.InvalidEscape);
        }

        if (!char.IsSurrogate((char)unit))
        {
            position += 6;
            return true;
        }

        bool paired = char.IsHighSurrogate((char)unit)
            && escape.Length >= 12 && escape[6] == (byte)'\\' && escape[7] == (byte)'u'
            && JsonEscapes.CodeUnit(escape[8..]) is >= 0xDC00 and <= 0xDFFF;
        if (!paired)
        {
            return Fail(PayloadErrorKind.LoneSurrogate);
        }

        position += 12;
        return true;
    }
}
