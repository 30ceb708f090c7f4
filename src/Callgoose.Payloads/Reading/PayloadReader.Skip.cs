namespace Callgoose.Payloads;

public ref partial struct PayloadReader
{
    /// <summary>Skips a value of known kind, with the same checks as for a stored value.</summary>
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
    /// Skips an object or array with a loop instead of recursion. One bit for each level tells whether the open container is an object;
    /// <see cref="MaxDepth"/> bits fit into one word.
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

            // A value is complete: leave every container that ends after it.
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
