namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>Enters the object that <see cref="PeekKind"/> has found.</summary>
    public bool EnterObject() => Enter();

    /// <summary>Enters the array that <see cref="PeekKind"/> has found.</summary>
    public bool EnterArray() => Enter();

    /// <summary>Reads the first name of the object that was just entered, including its colon.</summary>
    /// <param name="name">The name, unescaped. Empty for an escaped name that is too long for a schema key.</param>
    /// <returns>False at the end of the object, which is then left, or on an error.</returns>
    public bool FirstName(out ReadOnlySpan<byte> name)
    {
        SkipWhiteSpace();
        if ((uint)position < (uint)body.Length)
        {
            switch (body[position])
            {
                case (byte)'"':
                    return ReadName(out name);
                case (byte)'}':
                    Leave();
                    name = default;
                    return false;
            }
        }

        name = default;
        return Fail(PayloadErrorKind.ExpectedNameOrEnd);
    }

    /// <summary>Reads the name after a value, including its colon.</summary>
    /// <param name="name">As in <see cref="FirstName"/>.</param>
    /// <returns>False at the end of the object, which is then left, or on an error.</returns>
    public bool NextName(out ReadOnlySpan<byte> name)
    {
        name = default;
        SkipWhiteSpace();
        if ((uint)position < (uint)body.Length)
        {
            switch (body[position])
            {
                case (byte)',':
                    position++;
                    SkipWhiteSpace();
                    return (uint)position < (uint)body.Length && body[position] == (byte)'"'
                        ? ReadName(out name)
                        : Fail(PayloadErrorKind.ExpectedName);
                case (byte)'}':
                    Leave();
                    return false;
            }
        }

        return Fail(PayloadErrorKind.ExpectedCommaOrObjectEnd);
    }

    /// <summary>Moves to the first element of the array that was just entered.</summary>
    /// <returns>False at the end of the array, which is then left, or on an error.</returns>
    public bool FirstElement()
    {
        SkipWhiteSpace();
        if ((uint)position < (uint)body.Length && body[position] == (byte)']')
        {
            Leave();
            return false;
        }

        return PeekKind() != ValueKind.Missing;
    }

    /// <summary>Moves to the element after the one that was just read.</summary>
    /// <returns>False at the end of the array, which is then left, or on an error.</returns>
    public bool NextElement()
    {
        SkipWhiteSpace();
        if ((uint)position < (uint)body.Length)
        {
            switch (body[position])
            {
                case (byte)',':
                    position++;
                    return PeekKind() != ValueKind.Missing;
                case (byte)']':
                    Leave();
                    return false;
            }
        }

        return Fail(PayloadErrorKind.ExpectedCommaOrArrayEnd);
    }

    private bool Enter()
    {
        if (depth == MaxDepth)
        {
            return Fail(PayloadErrorKind.TooDeep);
        }

        depth++;
        position++;
        return true;
    }

    private void Leave()
    {
        depth--;
        position++;
    }

    private bool ReadName(out ReadOnlySpan<byte> name)
    {
        int start = position + 1;
        if (!ScanString(out bool hasEscapes))
        {
            name = default;
            return false;
        }

        ReadOnlySpan<byte> raw = body[start..(position - 1)];
        name = hasEscapes ? Unescaped(raw) : raw;
        return ReadColon();
    }

    private bool ReadColon()
    {
        SkipWhiteSpace();
        if ((uint)position < (uint)body.Length && body[position] == (byte)':')
        {
            position++;
            return true;
        }

        return Fail(PayloadErrorKind.ExpectedColon);
    }

    private readonly ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> raw)
    {
        // An escape takes at most six bytes for one: a longer raw name cannot become a name that fits.
        if (raw.Length > 6 * ScratchBuffer.NameBytes)
        {
            return default;
        }

        if (raw.Length <= ScratchBuffer.NameBytes)
        {
            Span<byte> name = scratch.Name;
            return name[..JsonEscapes.Unescape(raw, name)];
        }

        Span<byte> longName = scratch.Take(raw.Length);
        return longName[..JsonEscapes.Unescape(raw, longName)];
    }
}
