using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>A body in pieces is the same body, however it is cut.</summary>
public class PieceTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly byte[] LastChunk = [.. "0\r\n\r\n"u8];

    [Fact]
    public async Task The_payload_of_the_guide_may_be_split_at_every_byte()
    {
        byte[] body = Encoding.UTF8.GetBytes(Payloads.GuideTrigger);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        for (int split = 0; split <= body.Length; split++)
        {
            byte[] payload = WithKey(body, $"{split:D5}");
            await stream.WriteAsync(RawRequest.HeadOf(server.Token, payload.Length));
            await WritePiecesAsync(stream, payload[..split], payload[split..]);
            await AssertOpenedAsync(answers, $"{split:D5}", payload);
        }
    }

    [Fact]
    public async Task A_chunk_may_end_at_every_byte_of_the_payload_of_the_guide()
    {
        byte[] body = Encoding.UTF8.GetBytes(Payloads.GuideTrigger);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        var answers = new HttpAnswers(stream);
        for (int split = 1; split < body.Length; split++)
        {
            byte[] payload = WithKey(body, $"c{split:D4}");
            await stream.WriteAsync(RawRequest.HeadOfChunks(server.Token));
            await WritePiecesAsync(stream, RawRequest.Chunk(payload.AsSpan(..split)), [.. RawRequest.Chunk(payload.AsSpan(split..)), .. LastChunk]);
            await AssertOpenedAsync(answers, $"c{split:D4}", payload);
        }
    }

    [Fact]
    public async Task A_whole_request_may_come_one_byte_at_a_time()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("byte by byte é🐝"));
        byte[] request = [.. RawRequest.HeadOf(server.Token, payload.Length), .. payload];
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        await WritePiecesAsync(stream, [.. request.Select(static b => new[] { b })]);

        await AssertOpenedAsync(new HttpAnswers(stream), "byte by byte é🐝");
    }

    [Fact]
    public async Task Every_chunk_may_have_one_byte_and_an_extension()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("chunk by chunk"));
        byte[] chunks = [.. payload.SelectMany(static b => (byte[])[.. "01;x=y\r\n"u8, b, .. "\r\n"u8]), .. "0\r\nTrailer: x\r\n\r\n"u8];
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        await WritePiecesAsync(stream, RawRequest.HeadOfChunks(server.Token), chunks);

        await AssertOpenedAsync(new HttpAnswers(stream), "chunk by chunk");
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(4096)]
    [InlineData(7919)]
    public async Task Keys_at_the_very_end_of_sixty_kilobytes_are_found(int piece)
    {
        string filler = string.Join(',', Enumerable.Range(0, 1500).Select(static i => $"\"name {i}\":{{\"value\":[\"é🐝\",{i},null]}}"));
        byte[] payload = Encoding.UTF8.GetBytes($$"""{{{filler}},"status":"Started","id":"end {{piece}}"}""");
        Assert.InRange(payload.Length, 60_000, 80_000);
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);

        await WritePiecesAsync(stream, [RawRequest.HeadOf(server.Token, payload.Length), .. payload.Chunk(piece)]);

        await AssertOpenedAsync(new HttpAnswers(stream), $"end {piece}", payload);
    }

    private static byte[] WithKey(byte[] guide, string key) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(guide)
            .Replace("98765", key, StringComparison.Ordinal)
            .Replace("\"description\"", "\"DESCRIPTION\"", StringComparison.Ordinal));

    /// <summary>Gives the server processor time between two writes, so that it usually sees the pieces separately.</summary>
    private static async Task WritePiecesAsync(NetworkStream stream, params byte[][] pieces)
    {
        foreach (byte[] piece in pieces)
        {
            await stream.WriteAsync(piece);
            await Task.Delay(pieces.Length > 2 ? 0 : 1);
        }
    }

    private async Task AssertOpenedAsync(HttpAnswers answers, string key, byte[]? description = null)
    {
        (int status, string text) = await answers.NextAsync();
        Assert.True(status == 201, $"{key} was answered with {status}: {text}");
        JsonElement incident = await server.Http.ReadAsync("/v1/incidents/" + JsonDocument.Parse(text).RootElement.GetProperty("incidents")[0].GetString());
        Assert.EndsWith(key, incident.Text("incidentKey"), StringComparison.Ordinal);
        if (description is not null)
        {
            Assert.Equal(Encoding.UTF8.GetString(description), incident.Text("description"));
        }
    }
}
