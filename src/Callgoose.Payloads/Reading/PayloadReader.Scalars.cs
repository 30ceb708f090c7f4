namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>Reads a number with the grammar of RFC 8259, section 6.</summary>
    private bool ScanNumber()
    {
        if (body[position] == (byte)'-')
        {
            position++;
        }

        if (At((byte)'0'))
        {
            position++;
            if (AtDigit())
            {
                return Fail(PayloadErrorKind.InvalidNumber);
            }
        }
        else if (!ScanDigits())
        {
            return false;
        }

        if (At((byte)'.'))
        {
            position++;
            if (!ScanDigits())
            {
                return false;
            }
        }

        if (At((byte)'e') || At((byte)'E'))
        {
            position++;
            if (At((byte)'+') || At((byte)'-'))
            {
                position++;
            }

            return ScanDigits();
        }

        return true;
    }

    private bool ScanDigits()
    {
        if (!AtDigit())
        {
            return Fail(PayloadErrorKind.InvalidNumber);
        }

        do
        {
            position++;
        }
        while (AtDigit());

        return true;
    }

    private bool ScanLiteral(ReadOnlySpan<byte> literal)
    {
        ReadOnlySpan<byte> rest = body[position..];
        if (rest.StartsWith(literal))
        {
            position += literal.Length;
            return true;
        }

        if (literal.StartsWith(rest))
        {
            position = body.Length;
        }

        return Fail(PayloadErrorKind.InvalidLiteral);
    }

    private readonly bool At(byte b) => (uint)position < (uint)body.Length && body[position] == b;

    private readonly bool AtDigit() => (uint)position < (uint)body.Length && (uint)(body[position] - '0') <= 9;
}
