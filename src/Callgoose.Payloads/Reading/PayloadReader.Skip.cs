namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>Reads past a value whose kind is known, with every check of a value that is kept.</summary>
    private bool SkipKnown(ValueKind kind) => kind switch
    {
        ValueKind.String => ScanString(out _),
        ValueKind.Number => ScanNumber(),
        ValueKind.True => ScanLiteral("true"u8),
        ValueKind.False => ScanLiteral("false"u8),
        ValueKind.Null => ScanLiteral("null"u8),
        ValueKind.Object or ValueKind.Array => SkipContainer(kind),
        _ => false,
    };

    /// <summary>
    /// Reads past an object or array with a loop instead of recursion: which of the open containers are objects is
    /// kept as one bit for each level, and <see cref="MaxDepth"/> of them fit into one word.
    /// </summary>
    private bool SkipContainer(ValueKind kind)
    {
        ulong objects = 0;
        int outside = depth;
        while (true)
        {
            if (kind is ValueKind.Object or ValueKind.Array)
            {
                if (!Enter())
                {
                    return false;
                }

                bool isObject = kind == ValueKind.Object;
                objects = (objects << 1) | (isObject ? 1UL : 0UL);
                if (isObject ? FirstName(out _) : FirstElement())
                {
                    kind = PeekKind();
                    continue;
                }

                objects >>= 1;
            }
            else if (!SkipKnown(kind))
            {
                return false;
            }

            // A value is complete: leave every container that ends with it.
            while (true)
            {
                if (!error.IsNone)
                {
                    return false;
                }

                if (depth == outside)
                {
                    return true;
                }

                if ((objects & 1) != 0 ? NextName(out _) : NextElement())
                {
                    kind = PeekKind();
                    break;
                }

                objects >>= 1;
            }
        }
    }
}
