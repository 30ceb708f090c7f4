using System.Globalization;
using System.Text;

namespace Callgoose.Benchmarks.ReadMatch.Bodies;

/// <summary>Makes bodies with different layouts: another order of members, other white space, escapes, more members.</summary>
internal static class AnyLayout
{
    private static readonly string[] Texts =
    [
        "Server Down: api.example.com", "Monitor check failed. Status code 500.", "timeout after 30s \\u2013 no answer", "Zürich – Störung", "line one\\nline two",
        "disk \\\"/var\\\" full", "https://status.example.com/incidents/98765?tab=log", "x", "CPU 97 % on node-17.eu-central-1.example.internal since 09:12",
    ];

    private static readonly string[] Blanks = ["", "", " ", "\n  ", "\n    ", "\r\n\t"];

    /// <summary>Bodies with the members of the guide's.</summary>
    /// <param name="count">How many.</param>
    public static byte[][] Guide(int count) => Make(count, seed: 1, static (random, _) => Members(random));

    /// <summary>Bodies with the guide's members somewhere among others.</summary>
    /// <param name="bytes">About how long each is.</param>
    /// <param name="count">How many.</param>
    public static byte[][] OfSize(int bytes, int count) => Make(count, seed: bytes, (random, blank) =>
    {
        List<string> members = Members(random);
        int size = members.Sum(static member => member.Length);
        for (int i = 0; size < bytes; i++)
        {
            string member = $"\"field_{i}_{random.Next(1000)}\":{Value(random, blank, 3)}";
            members.Insert(random.Next(members.Count + 1), member);
            size += member.Length;
        }

        return members;
    });

    private static byte[][] Make(int count, int seed, Func<Random, string, List<string>> makeMembers)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            string blank = Blanks[random.Next(Blanks.Length)];
            string[] members = [.. makeMembers(random, blank)];
            random.Shuffle(members);
            return Encoding.UTF8.GetBytes($"{{{blank}{string.Join("," + blank, members)}{blank.TrimEnd(' ', '\t')}}}");
        })];
    }

    private static List<string> Members(Random random)
    {
        bool triggers = random.Next(2) == 0;
        List<string> members =
        [
            "\"source\": \"betterstack\"", $"\"status\":\"{(triggers ? "Started" : "Resolved")}\"", $"\"id\": \"INC-{random.Next(100_000)}\"", $"\"title\":\"{Text(random)}\"",
            $"\"description\": \"{Text(random)}\"", $$"""  "monitor": { "id":"MON-{{random.Next(100_000)}}" , "name": "{{Text(random)}}" }  """,
            $"\"started_at\":\"2025-11-10T09:{random.Next(10, 60)}:00Z\"", $"\"resolved_at\" : \"2025-11-10T10:{random.Next(10, 60)}:00Z\"", $"\"k{random.Next(1_000_000)}\":{random.Next(100)}",
        ];
        if (random.Next(4) == 0)
        {
            members[1] = members[1].Replace("St", "\\u0053t", StringComparison.Ordinal).Replace("\"status\"", "\"st\\u0061tus\"", StringComparison.Ordinal);
        }

        return members;
    }

    private static string Value(Random random, string blank, int levels) => random.Next(levels > 0 ? 9 : 6) switch
    {
        0 or 1 or 2 => $"\"{Text(random)}\"",
        3 => random.Next(-1000, 100_000).ToString(CultureInfo.InvariantCulture),
        4 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        5 => random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" },
        6 => $"[{blank}{string.Join("," + blank, Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, blank, levels - 1)))}]",
        _ => $"{{{blank}{string.Join("," + blank, Enumerable.Range(0, random.Next(1, 6)).Select(i => $"\"name{i}\": {Value(random, blank, levels - 1)}"))}}}",
    };

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];
}
