namespace Callgoose.Schema;

/// <summary>Counts code points, which people think of as characters.</summary>
internal static class CodePoints
{
    /// <summary>The code points of a text; half of a surrogate pair counts as one.</summary>
    public static IEnumerable<int> Of(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            yield return isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            i += isPair ? 1 : 0;
        }
    }

    /// <summary>The number of Unicode code points: a surrogate pair counts as one.</summary>
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
