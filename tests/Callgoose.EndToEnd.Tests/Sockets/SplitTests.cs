using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>
/// tests/README.md R6: 64 KB, split anywhere, get the same answer as in one piece. One body has its incident key in its last bytes; the other has
/// none, so it repeats the first call only if every byte is the same (Incidents/README.md, the rules).
/// </summary>
public class SplitTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Length = 64 * 1024;
    private const int DefaultPositions = 150;

    /// <summary>
    /// How many positions are tried: the number in the variable <c>CALLGOOSE_SPLIT_POSITIONS</c>, with <c>65535</c> for all of them.
    /// </summary>
    private static readonly int Positions =
        int.TryParse(Environment.GetEnvironmentVariable("CALLGOOSE_SPLIT_POSITIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? Math.Min(count, Length - 1)
            : DefaultPositions;

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_body_may_be_split_at_every_byte(bool keyed, bool chunked)
    {
        byte[] body = Body(keyed, $"split {keyed} {chunked}");
        string whole = await OpenAsync(body);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        foreach (int position in Sample(Length))
        {
            byte[] first = body[..position], second = body[position..];
            byte[][] pieces = chunked
                ? [[.. RawRequest.HeadOfChunks(server.Token), .. RawRequest.Chunk(first)], [.. RawRequest.Chunk(second), .. "0\r\n\r\n"u8]]
                : [[.. RawRequest.HeadOf(server.Token, Length), .. first], second];
            await WriteApartAsync(stream, pieces);
            await AssertRepeatsAsync(answers, whole, $"split at {position}");
        }
    }

    [Fact]
    public async Task A_body_that_is_asked_for_may_be_split_at_every_byte()
    {
        byte[] body = Body(keyed: false, "asked for");
        string whole = await OpenAsync(body);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        foreach (int position in Sample(Length).Where(static (_, i) => i % 4 == 0))
        {
            await stream.WriteAsync(position % 2 == 0 ? RawRequest.HeadOf(server.Token, Length, "Expect: 100-continue") : RawRequest.HeadOfChunks(server.Token, "Expect: 100-continue"));
            Assert.Equal(100, (await answers.NextAsync()).Status);
            await WriteApartAsync(stream, position % 2 == 0
                ? [body[..position], body[position..]]
                : [RawRequest.Chunk(body.AsSpan(..position)), [.. RawRequest.Chunk(body.AsSpan(position..)), .. "0\r\n\r\n"u8]]);
            await AssertRepeatsAsync(answers, whole, $"asked for and split at {position}");
        }
    }

    /// <summary>Four requests in a row, cut in two anywhere: in a head, in a body, in the size of a chunk.</summary>
    [Fact]
    public async Task Requests_in_a_row_may_be_split_at_every_byte()
    {
        byte[] body = Body(keyed: true, "in a row");
        string whole = await OpenAsync(body);
        byte[] withLength = [.. RawRequest.HeadOf(server.Token, Length), .. body];
        byte[] inChunks = [.. RawRequest.HeadOfChunks(server.Token), .. RawRequest.Chunk(body.AsSpan(..1000)), .. RawRequest.Chunk(body.AsSpan(1000..)), .. "0\r\n\r\n"u8];
        byte[] row = [.. withLength, .. inChunks, .. inChunks, .. withLength];
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        foreach (int position in Sample(row.Length).Where(static (_, i) => i % 4 == 0))
        {
            await WriteApartAsync(stream, [row[..position], row[position..]]);
            for (int i = 0; i < 4; i++)
            {
                await AssertRepeatsAsync(answers, whole, $"request {i} of a row split at {position}");
            }
        }
    }

    /// <summary>The first and last bytes, those around every edge of a 4 KB buffer, and random others up to the chosen number.</summary>
    private static IEnumerable<int> Sample(int length)
    {
        if (Positions >= Length - 1)
        {
            return Enumerable.Range(1, length - 1);
        }

        var random = new Random(6);
        IEnumerable<int> edges = Enumerable.Range(1, (length - 1) / 4096).SelectMany(static i => (int[])[(i * 4096) - 1, i * 4096, (i * 4096) + 1]);
        return [.. ((int[])[1, 2, 3, length - 3, length - 2, length - 1]).Concat(edges).Concat(Enumerable.Range(0, Positions).Select(_ => random.Next(1, length))).Take(Positions)];
    }

    /// <summary>64 KB with everything that a string and a structure may contain, and the keys at the very end.</summary>
    private static byte[] Body(bool keyed, string name)
    {
        string end = keyed ? $$""" ],"status":"St\u0061rted","id":"{{name}}","title":"é🐝"}""" : $$""" ],"title":"{{name}} é🐝","status":"Started"}""";
        var text = new StringBuilder("{\"filler\":[0");
        int room = Length - Encoding.UTF8.GetByteCount(end);
        for (int i = 0, size = text.Length; ; i++)
        {
            string item = $$""",{"n\u0061me {{i}}":["é🐝\n\ud83d\udc1d",-{{i}}.5e+3,true,null,[ ],{ }]}""";
            size += Encoding.UTF8.GetByteCount(item);
            if (size > room)
            {
                break;
            }

            text.Append(item);
        }

        byte[] start = Encoding.UTF8.GetBytes(text.ToString());
        byte[] body = [.. start, .. Enumerable.Repeat((byte)' ', room - start.Length), .. Encoding.UTF8.GetBytes(end)];
        Assert.Equal(Length, body.Length);
        return body;
    }

    private async Task<string> OpenAsync(byte[] body)
    {
        Reply reply = await server.Http.PostAsync(body);
        Assert.True((int)reply.Status == 201, reply.Text);
        return reply.Json.GetProperty("incidents")[0].GetString()!;
    }

    private static async Task AssertRepeatsAsync(HttpAnswers answers, string incident, string what)
    {
        (int status, string text) = await answers.NextAsync();
        Assert.True(status == 200, $"{what}: {status} {text}");
        JsonElement answer = JsonDocument.Parse(text).RootElement;
        Assert.True(answer.GetProperty("triggered").GetProperty("duplicate").GetBoolean(), what);
        Assert.Equal([incident], answer.GetProperty("incidents").EnumerateArray().Select(static id => id.GetString()));
    }

    /// <summary>Gives the server processor time between two writes, so that it usually sees the pieces separately.</summary>
    private static async Task WriteApartAsync(NetworkStream stream, byte[][] pieces)
    {
        foreach (byte[] piece in pieces)
        {
            await stream.WriteAsync(piece);
            await Task.Delay(1);
        }
    }
}
