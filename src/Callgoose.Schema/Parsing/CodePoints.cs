namespace Callgoose.Schema;

/// <summary>Counts what people call characters.</summary>
internal static class CodePoints
{
    /// <summary>The number of Unicode code points: a surrogate pair is one.</summary>
    public static int Count(string text)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            count += char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]) ? 0 : 1;
        }

        return count;
    }
}
