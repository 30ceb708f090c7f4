using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.BadInput;

/// <summary>The limit of one MiB (ProcessApi.md 3).</summary>
public class SizeTests(TestServer server) : IClassFixture<TestServer>
{
    private const int Limit = 1024 * 1024;

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken()
    {
        Reply reply = await server.Http.PostAsync(Payloads.Started("exact").PadRight(Limit));

        Assert.Equal(HttpStatusCode.Created, reply.Status);
    }

    [Fact]
    public async Task A_body_in_chunks_is_taken_up_to_the_limit_which_framing_does_not_count_towards()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("chunked").PadRight(Limit));

        string answer = await ExchangeAsync("Transfer-Encoding: chunked", Chunks(payload));

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_chunks_of_one_byte_is_taken_up_to_the_limit()
    {
        byte[] payload = Encoding.UTF8.GetBytes(Payloads.Started("crumbs").PadRight(Limit));
        byte[] crumbs = [.. payload.SelectMany(static b => new byte[] { (byte)'1', 13, 10, b, 13, 10 }), .. "0\r\n\r\n"u8];

        string answer = await ExchangeAsync("Transfer-Encoding: chunked", crumbs);

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit + 1L)]
    [InlineData(10_000_000_000L)]
    public async Task A_longer_declared_body_is_refused_before_any_of_it_is_read(long length) =>
        AssertTooLarge(await ExchangeAsync($"Content-Length: {length.ToString(CultureInfo.InvariantCulture)}", []));

    [Fact]
    public async Task A_longer_body_in_chunks_is_refused() =>
        AssertTooLarge(await ExchangeAsync("Transfer-Encoding: chunked", Chunks(new byte[Limit + 1])));

    [Fact]
    public async Task A_body_in_chunks_without_an_end_is_refused_at_the_limit()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(Head("Transfer-Encoding: chunked"));
        Task<string> answer = RawHttp.ReadToEndAsync(stream);
        byte[] chunk = [.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8];
        try
        {
            for (int sent = 0; sent < 64 && !answer.IsCompleted; sent++)
            {
                await stream.WriteAsync(chunk);
            }
        }
        catch (IOException)
        {
            // The server has closed the connection, as it should.
        }

        AssertTooLarge(await answer);
    }

    private static void AssertTooLarge(string answer)
    {
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"status\":413", answer, StringComparison.Ordinal);
        Assert.Contains("1048576", answer, StringComparison.Ordinal);
    }

    private static byte[] Chunks(byte[] body) =>
        [.. Encoding.ASCII.GetBytes(body.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];

    private Task<string> ExchangeAsync(string framing, byte[] body) => RawHttp.ExchangeAsync(server.Server.Address, Head(framing), body);

    private byte[] Head(string framing) => Encoding.ASCII.GetBytes(
        $"POST {ProcessApi.Path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {server.Token}\r\nContent-Type: application/json\r\n{framing}\r\n\r\n");
}
