namespace Callgoose.Payloads.Tests;

/// <summary>Reads whole bodies through the public steps of <see cref="PayloadReader"/>, as a generated reader that knows every key would.</summary>
internal static class PayloadDump
{
    public static PayloadError Read(ReadOnlySpan<byte> body, ScratchBuffer scratch, Dump dump)
    {
        var reader = new PayloadReader(body, scratch);
        if (ReadAny(ref reader, scratch, dump))
        {
            reader.ReadEnd();
        }

        return reader.Error;
    }

    private static bool ReadAny(ref PayloadReader reader, ScratchBuffer scratch, Dump dump)
    {
        ValueKind kind = reader.PeekKind();
        switch (kind)
        {
            case ValueKind.Object:
                return ReadObject(ref reader, scratch, dump);

            case ValueKind.Array:
                return ReadArray(ref reader, scratch, dump);

            default:
                if (!reader.ReadValue(out Utf8Value value))
                {
                    return false;
                }

                dump.Add(DumpTag.Of(kind), kind == ValueKind.String ? value.GetText(scratch) : value.Raw);
                return true;
        }
    }

    private static bool ReadObject(ref PayloadReader reader, ScratchBuffer scratch, Dump dump)
    {
        int start = reader.Position;
        if (!reader.EnterObject())
        {
            return false;
        }

        for (bool more = reader.FirstName(out ReadOnlySpan<byte> name); more; more = reader.NextName(out name))
        {
            dump.Add(DumpTag.Name, name);
            if (!ReadAny(ref reader, scratch, dump))
            {
                return false;
            }
        }

        return AddWhole(ref reader, start, ValueKind.Object, scratch, dump);
    }

    private static bool ReadArray(ref PayloadReader reader, ScratchBuffer scratch, Dump dump)
    {
        int start = reader.Position;
        if (!reader.EnterArray())
        {
            return false;
        }

        for (bool more = reader.FirstElement(); more; more = reader.NextElement())
        {
            if (!ReadAny(ref reader, scratch, dump))
            {
                return false;
            }
        }

        return AddWhole(ref reader, start, ValueKind.Array, scratch, dump);
    }

    private static bool AddWhole(ref PayloadReader reader, int start, ValueKind kind, ScratchBuffer scratch, Dump dump)
    {
        if (!reader.Error.IsNone)
        {
            return false;
        }

        Utf8Value whole = reader.Since(start, kind);
        dump.Add(DumpTag.Of(kind), whole.Raw);
        dump.Add(DumpTag.Compact, whole.GetText(scratch));
        return true;
    }
}
