namespace Callgoose.Schema.Destinations;

/// <summary>Tells which texts are numbers of JSON.</summary>
public static class JsonNumbers
{
    /// <summary>Whether a text is a whole number of JSON: the only kind that templates make.</summary>
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
