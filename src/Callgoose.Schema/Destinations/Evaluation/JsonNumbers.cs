namespace Callgoose.Schema.Destinations;

/// <summary>Recognises JSON numbers.</summary>
public static class JsonNumbers
{
    /// <summary>Tells whether a text is a whole JSON number: the only kind of number in templates.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        int start = text.Length > 0 && text[0] == (byte)'-' ? 1 : 0;
        if (start == text.Length || (text[start] == (byte)'0' && text.Length > start + 1))
        {
            return false;
        }

        for (int i = start; i < text.Length; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
        }

        return true;
    }
}
