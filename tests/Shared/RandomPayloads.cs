using System.Text;

namespace Callgoose.Testing;

/// <summary>
/// Makes random payloads over the names that <see cref="RandomSchemas"/> uses: duplicates, escapes, unusual white space, wrong types, and bytes that
/// are not JSON.
/// </summary>
internal static class RandomPayloads
{
    private static readonly string[] Names = ["a", "b", "c", "é", "0", "1", "a.b", "a.b.c", "b.c", "0.b", "a[0]", "a[0].b", "[1]", "x\\\"y", "z"];

    private static readonly string[] Scalars =
        ["\"x\"", "\"y x\"", "\"xy\"", "\"\"", "\"1\"", "1", "0", "-0.50", "1e3", "true", "false", "null", "\"é😀\"", "\"\\u0078\"", "\"\\\"a\\\":1\"", "\"\\ud83d\\ude00\"", "\"{x}\"",
        "\"{{x}}\"", "\"NULL\"", "\"*a1*\"", "\"$X1\"", "\" \"", "\"a|b\\\\\"", "\"2025-11-10T09:12:00.1Z\"", "\"2025-11-10 10:12:00+01:00\"", "1762765920",
        "\"X\"", "\"x X\"", "100", "1.0", "\"1e2\"", "-1", "0.5e0", "1e9999999999", "\"{\\\"a\\\":\\\"x\\\",\\\"b\\\":{\\\"a\\\":1}}\"", "\" [{\\\"a\\\":\\\"{}\\\"},7]\"", "\"{\\\"a\\\":\""];

    private static readonly string[] Blanks = ["", "", "", "", " ", "\n", "\t ", "\r\n"];

    /// <summary>Makes a body. About one in four is not JSON.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="names">More names to use, as JSON texts without quotes.</param>
    /// <param name="scalars">More values to use, as JSON texts.</param>
    public static byte[] Next(Random random, string[]? names = null, string[]? scalars = null)
    {
        var text = new StringBuilder();
        string[] allNames = [.. names ?? [], .. names is null || random.Next(3) == 0 ? Names : []];
        string[] allScalars = [.. scalars ?? [], .. scalars is null || random.Next(3) == 0 ? Scalars : []];
        Append(text, random, allNames, allScalars, depth: 0);
        byte[] body = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(4) == 0 ? Mutate(random, body) : body;
    }

    /// <summary>Changes a body at one to three places.</summary>
    public static byte[] Mutate(Random random, byte[] body)
    {
        List<byte> bytes = [.. body];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    bytes[at] = (byte)"{}[]\",:\\u0 xtn"[random.Next(14)];
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 20))));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Append(StringBuilder text, Random random, string[] names, string[] scalars, int depth)
    {
        text.Append(Blanks[random.Next(Blanks.Length)]);
        int choice = depth == 0 ? random.Next(0, 8) : random.Next(0, 8 + (3 * depth));
        if (choice < (depth == 0 ? 5 : 4))
        {
            AppendAll(text, random, '{', '}', () =>
            {
                text.Append('"').Append(Escape(random, names[random.Next(names.Length)])).Append('"').Append(Blanks[random.Next(Blanks.Length)]).Append(':');
                Append(text, random, names, scalars, depth + 1);
            });
        }
        else if (choice < 7)
        {
            AppendAll(text, random, '[', ']', () => Append(text, random, names, scalars, depth + 1));
        }
        else
        {
            text.Append(scalars[random.Next(scalars.Length)]);
        }

        text.Append(Blanks[random.Next(Blanks.Length)]);
    }

    private static void AppendAll(StringBuilder text, Random random, char open, char close, Action appendOne)
    {
        text.Append(open);
        for (int i = random.Next(0, 6); i > 0; i--)
        {
            appendOne();
            text.Append(i > 1 ? "," : string.Empty);
        }

        text.Append(close);
    }

    /// <summary>Sometimes writes the first letter as an escape.</summary>
    private static string Escape(Random random, string name) =>
        random.Next(8) == 0 && char.IsAsciiLetterOrDigit(name[0]) ? $"\\u{(int)name[0]:x4}{name[1..]}" : name;
}
