namespace Callgoose.Payloads;

/// <summary>
/// Reads a text in a payload as JSON (<c>parse</c>, Catalog/README.md 3): envelopes such as those of Amazon SNS contain their message in
/// this form.
/// </summary>
public static class JsonInText
{
    /// <summary>Replaces a text that contains an object or array by this object or array.</summary>
    /// <param name="body">The body, which is valid. If it is changed, the new one is valid as well.</param>
    /// <param name="value">The value that may be such a text, read from this body.</param>
    /// <param name="scratch">The buffer for the new body.</param>
    /// <returns>False if the body was not changed: the value is not a text, or its text is not an object or array, or would be nested too deeply.</returns>
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
