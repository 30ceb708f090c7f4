namespace Callgoose.Payloads;

/// <summary>Reads text of a payload as JSON (<c>parse</c>, Catalog/README.md 3): an envelope such as that of Amazon SNS carries its message so.</summary>
public static class JsonInText
{
    /// <summary>Puts an object or array in place of the text that holds it.</summary>
    /// <param name="body">The body, which is right. If it is changed, the new one is right as well.</param>
    /// <param name="value">The value that may be such a text, read from this body.</param>
    /// <param name="scratch">Where the new body is put.</param>
    /// <returns>False if the body was left as it is: the value is no text, or its text is no object or array, or would be too deep there.</returns>
    public static bool TryUnwrap(ref ReadOnlySpan<byte> body, Utf8Value value, ScratchBuffer scratch)
    {
        if (value.Kind != ValueKind.String)
        {
            return false;
        }

        ReadOnlySpan<byte> text = value.GetText(scratch);
        ReadOnlySpan<byte> start = text.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || start[0] is not ((byte)'{' or (byte)'[') || !PayloadReader.Check(text, scratch).IsNone)
        {
            return false;
        }

        ValueLocation place = value.LocationIn(body);
        ReadOnlySpan<byte> before = body[..(place.Start - 1)];
        ReadOnlySpan<byte> behind = body[place.End..];
        Span<byte> unwrapped = scratch.Take(before.Length + text.Length + behind.Length);
        before.CopyTo(unwrapped);
        text.CopyTo(unwrapped[before.Length..]);
        behind.CopyTo(unwrapped[(before.Length + text.Length)..]);
        if (!PayloadReader.Check(unwrapped, scratch).IsNone)
        {
            return false;
        }

        body = unwrapped;
        return true;
    }
}
