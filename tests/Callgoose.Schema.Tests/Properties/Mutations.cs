namespace Callgoose.Schema.Tests;

/// <summary>Changes files a little, so that they are almost valid.</summary>
internal static class Mutations
{
    /// <summary>Characters with a meaning in JSON, in the schema language or for counting positions.</summary>
    private static readonly string[] Telling =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\udc00", " ", "\n", "\r\n", "\t", "0", "-", "1e5", ".", "true", "null", "//",
        "\0", "\u001F", "\u007F", "\uFEFF", "é", "漢", "😀", "\uD83D", "\uDE00", "\u2028", "{{", "key", "contains", "\"extended\":true,", "\"when\":[],",
        "\"a.0\"", "\"\"", "{}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    public static string Apply(string text, Random random)
    {
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(1, 30));
            text = random.Next(6) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..end] + text[at..],
                2 when random.Next(10) == 0 => text[..at],
                3 => text[..at] + Telling[random.Next(Telling.Length)] + text[end..],
                _ => text[..at] + Telling[random.Next(Telling.Length)] + text[at..],
            };
        }

        return text;
    }
}
