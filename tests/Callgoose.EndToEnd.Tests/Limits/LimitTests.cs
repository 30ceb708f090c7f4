using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Limits;

/// <summary>The limits of the configuration hold, each with its own answer.</summary>
public sealed class LimitTests(LimitTests.SmallServer server) : IClassFixture<LimitTests.SmallServer>
{
    [Theory]
    [InlineData(0, 202)]
    [InlineData(10, 431)]
    public async Task Headers_are_counted(int more, int status) =>
        Assert.Equal(status, await SendAsync([.. Enumerable.Range(0, more).Select(static i => $"X-{i}: y")]));

    [Fact]
    public async Task Headers_are_measured() => Assert.Equal(431, await SendAsync("X-Long: " + new string('y', 3000)));

    [Fact]
    public async Task The_request_line_is_measured()
    {
        string answer = await RawHttp.ExchangeAsync(server.Address, $"POST /v1/process?from={new string('x', 1000)} HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, 202)]
    [InlineData(1100, 413)]
    public async Task A_compressed_body_is_measured_as_it_is_sent(int bytes, int status)
    {
        using HttpClient http = server.Client();
        byte[] noise = new byte[bytes];
        new Random(1).NextBytes(noise);
        Reply reply = await http.PostAsync(Gzip(noise), "application/octet-stream", encoding: "gzip");

        Assert.Equal(status, (int)reply.Status);
        if (status == 413)
        {
            Assert.Contains("A compressed body may have at most 1024 bytes", ProblemChecks.AssertProblem(reply, 413).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_that_comes_steadily_for_too_long_is_refused()
    {
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
        Task<string> answer = RawHttp.ReadToEndAsync(stream);
        await stream.WriteAsync(RawRequest.HeadOf(server.Token, 60_000));

        await DripAsync(stream, new byte[200], TimeSpan.FromMilliseconds(100), answer);

        Assert.StartsWith("HTTP/1.1 408 ", await answer, StringComparison.Ordinal);
        Assert.Contains("urn:callgoose:problem:request-timeout", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_connection_and_a_slow_head_are_let_go()
    {
        await using NetworkStream idle = await RawHttp.ConnectAsync(server.Address);
        byte[] body = Encoding.UTF8.GetBytes("{}");
        await idle.WriteAsync((byte[])[.. RawRequest.HeadOf(server.Token, body.Length), .. body]);
        await using NetworkStream slow = await RawHttp.ConnectAsync(server.Address);
        Task<string> answer = RawHttp.ReadToEndAsync(slow);

        await DripAsync(slow, "x"u8.ToArray(), TimeSpan.FromMilliseconds(100), answer);

        Assert.StartsWith("HTTP/1.1 202 ", await RawHttp.ReadToEndAsync(idle), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408 ", await answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+58")]
    [InlineData("58x")]
    [InlineData("5 8")]
    [InlineData("0x3A")]
    [InlineData("000000000000000000000000000058")]
    [InlineData("58.0")]
    public async Task A_length_is_digits_and_nothing_else(string length)
    {
        string payload = Payloads.Started("length").PadRight(58);
        string answer = await RawHttp.ExchangeAsync(
            server.Address, RawRequest.Head(server.Token, "Content-Length: " + length, "Connection: close") + "\r\n\r\n" + payload);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_ends_its_side_behind_the_request_gets_the_answer()
    {
        for (int round = 0; round < 20; round++)
        {
            byte[] body = Encoding.UTF8.GetBytes(Payloads.Started($"half closed {round}"));
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
            await stream.WriteAsync((byte[])[.. RawRequest.HeadOf(server.Token, body.Length), .. body]);
            stream.Socket.Shutdown(SocketShutdown.Send);

            Assert.StartsWith("HTTP/1.1 201 ", await RawHttp.ReadToEndAsync(stream), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_client_that_is_gone_before_its_answer_harms_nobody()
    {
        for (int round = 0; round < 50; round++)
        {
            byte[] body = Encoding.UTF8.GetBytes(Payloads.Started($"gone {round}"));
            await using NetworkStream stream = await RawHttp.ConnectAsync(server.Address);
            stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
            await stream.WriteAsync((byte[])[.. RawRequest.HeadOf(server.Token, body.Length), .. body]);
        }

        using HttpClient http = server.Client();
        Assert.Equal(201, (int)(await http.PostAsync(Payloads.Started("after them"))).Status);
        TestServer.AssertNoStumble(server.Errors);
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    /// <summary>Writes the same bytes again and again until the server answers.</summary>
    private static async Task DripAsync(NetworkStream stream, byte[] piece, TimeSpan pause, Task answer)
    {
        try
        {
            for (int i = 0; i < 300 && !answer.IsCompleted; i++)
            {
                await stream.WriteAsync(piece);
                await Task.WhenAny(answer, Task.Delay(pause));
            }
        }
        catch (IOException)
        {
            // The server has closed the connection; its earlier answer counts.
        }
    }

    private async Task<int> SendAsync(params string[] lines)
    {
        string answer = await RawHttp.ExchangeAsync(server.Address, RawRequest.Head(server.Token, ["Content-Length: 2", "Connection: close", .. lines]) + "\r\n\r\n{}");
        return int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A server with low limits.</summary>
    public sealed class SmallServer(PublishedExecutable executable) : IAsyncLifetime
    {
        private readonly ConfiguredFolder folder = new(executable);
        private RunningServer? running;

        public string Token { get; private set; } = "";

        public Uri Address => running!.Address;

        public string Errors => running!.Errors;

        public HttpClient Client() => running!.Client(Token);

        public async ValueTask InitializeAsync()
        {
            folder.Write("""
                "limits": { "headers": 12, "headerBytes": 2048, "requestLine": 512, "compressedBody": 1024,
                            "bodyTimeout": "1s", "headerTimeout": "1s", "keepAliveTimeout": "1s" }
                """);
            running = await folder.ServeAsync();
            Token = await running.WaitForFirstTokenAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await running!.DisposeAsync();
            folder.Dispose();
        }
    }
}
