using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>tests/README.md R8: bodies made to be expensive get the right answer and take little memory.</summary>
public class HostileBodyTests(PublishedExecutable executable)
{
    private const int Limit = 1024 * 1024;
    private const int MostGrowthKilobytes = 16 * 1024;

    public static TheoryData<string, int> Bodies => new()
    {
        { "a string of 1 MiB", 201 },
        { "a name of 1 MiB", 201 },
        { "a key of 1 MiB", 201 },
        { "a title of escapes", 201 },
        { "100,000 keys", 201 },
        { "10,000 duplicate keys", 201 },
        { "100,000 escapes in a key", 201 },
        { "a million levels", 400 },
        { "250,000 levels of objects", 400 },
        { "a string without an end", 400 },
        { "a number of 1 MiB", 201 },
        { "1 MiB of blanks", 201 },
        { "a gzip bomb of 1 GiB", 413 },
        { "a br bomb of 1 GiB", 413 },
        { "a deflate bomb of 1 GiB", 413 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task An_expensive_body_has_its_answer_and_takes_little_memory(string name, int status)
    {
        if (!File.Exists("/proc/self/status"))
        {
            Assert.Skip("this system does not tell how much memory a process takes");
        }

        using var folder = new TemporaryFolder();
        await using RunningServer server = await RunningServer.StartAsync(executable, folder.Data);
        using HttpClient http = server.Client(await server.WaitForFirstTokenAsync());
        for (int i = 0; i < 100; i++)
        {
            await http.OpenAsync(Payloads.Started($"before {i}"));
        }

        string? coding = name.EndsWith(" bomb of 1 GiB", StringComparison.Ordinal) ? name.Split(' ')[1] : null;
        byte[] body = coding is null ? Encoding.UTF8.GetBytes(BodyOf(name)) : Bomb(coding);
        int before = HighestKilobytes(server.ProcessId);

        Reply reply = await http.PostAsync(body, encoding: coding);

        Assert.Equal(status, (int)reply.Status);
        Assert.InRange(HighestKilobytes(server.ProcessId) - before, 0, MostGrowthKilobytes);
        await http.OpenAsync(Payloads.Started("after"));
        TestServer.AssertNoStumble(server.Errors);
    }

    private static string BodyOf(string name)
    {
        const string Rest = "\"status\":\"Started\",\"id\":\"hostile\"}";
        string letters = new('a', Limit - 100);
        return name switch
        {
            "a string of 1 MiB" => $$"""{"x":"{{letters}}",{{Rest}}""",
            "a name of 1 MiB" => $$"""{"{{letters}}":1,{{Rest}}""",
            "a key of 1 MiB" => $$"""{"status":"Started","id":"{{letters}}"}""",
            "a title of escapes" => $$"""{"title":"{{Repeated("\\u0041", 170_000)}}",{{Rest}}""",
            "100,000 keys" => $$"""{{{string.Concat(Enumerable.Range(0, 100_000).Select(static i => $"\"{(char)('A' + (i % 26))}{i / 26}\":1,"))}}{{Rest}}""",
            "10,000 duplicate keys" => $$"""{{{Repeated("\"status\":\"x\",\"id\":\"y\",", 10_000)}}{{Rest}}""",
            "100,000 escapes in a key" => $$"""{"{{Repeated("\\u0061", 100_000)}}":1,{{Rest}}""",
            "a million levels" => new string('[', 1_000_000),
            "250,000 levels of objects" => Repeated("{\"\":", 250_000),
            "a string without an end" => "{\"x\":\"" + letters,
            "a number of 1 MiB" => $$"""{"x":{{new string('1', Limit - 100)}},{{Rest}}""",
            "1 MiB of blanks" => new string('\n', Limit - 100) + "{" + Rest,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static string Repeated(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    /// <summary>At most 1 MiB, which would decompress to 1 GiB.</summary>
    private static byte[] Bomb(string coding)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(target, CompressionLevel.Optimal),
            "br" => new BrotliStream(target, CompressionLevel.Fastest),
            _ => new ZLibStream(target, CompressionLevel.Optimal),
        })
        {
            byte[] zeros = new byte[Limit];
            for (int i = 0; i < 1024; i++)
            {
                stream.Write(zeros);
            }
        }

        byte[] bomb = target.ToArray();
        Assert.InRange(bomb.Length, 1, Limit);
        return bomb;
    }

    /// <summary>The peak memory of a process so far.</summary>
    private static int HighestKilobytes(int process)
    {
        string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"));
        return int.Parse(Regex.Match(status, @"VmHWM:\s+(\d+) kB").Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }
}
