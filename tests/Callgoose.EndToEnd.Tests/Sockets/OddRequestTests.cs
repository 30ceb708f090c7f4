using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Sockets;

/// <summary>Odd HTTP and other bytes on the port: each gets one defined answer, and the server serves the next client.</summary>
public class OddRequestTests(TestServer server) : IClassFixture<TestServer>
{
    // HEAD stands for the request line and headers of a webhook with its length, BODY for its payload.
    public static TheoryData<string, string, string> Requests => new()
    {
        { "the absolute form", "POST http://x/v1/process?from=BetterStack HTTP/1.1\r\nHEAD\r\n\r\nBODY", "201" },
        { "the absolute form of another host", "POST http://y/v1/process HTTP/1.1\r\nHEAD\r\n\r\nBODY", "400" },
        { "HTTP 1.0", "POST /v1/process HTTP/1.0\r\nHEAD\r\n\r\nBODY", "201" },
        { "bare LF everywhere", "POST /v1/process HTTP/1.1\nHEAD\n\nBODY", "201" },
        { "an offer to switch protocols", "POST /v1/process HTTP/1.1\r\nHEAD\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\nBODY", "201" },
        { "an empty line first", "\r\nPOST /v1/process HTTP/1.1\r\nHEAD\r\n\r\nBODY", "201" },
        { "a fragment in the target", "POST /v1/process#x HTTP/1.1\r\nHEAD\r\n\r\nBODY", "400" },
        { "a fragment in the query", "POST /v1/process?from=BetterStack#x HTTP/1.1\r\nHEAD\r\n\r\nBODY", "400" },
        { "two hosts", "POST /v1/process HTTP/1.1\r\nHost: y\r\nHEAD\r\n\r\nBODY", "400" },
        { "no host", "POST /v1/process HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "400" },
        { "a version of the future", "POST /v1/process HTTP/4.0\r\nHEAD\r\n\r\nBODY", "505" },
        { "no version", "POST /v1/process\r\nHEAD\r\n\r\nBODY", "400" },
        { "no path", "POST  HTTP/1.1\r\nHEAD\r\n\r\nBODY", "400" },
        { "a method that is no word", "P@ST /v1/process HTTP/1.1\r\nHEAD\r\n\r\nBODY", "400" },
        { "a tunnel", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n", "404" },
        { "an asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404" },
        { "9,000 letters of path", "POST /" + new string('a', 9000) + " HTTP/1.1\r\nHEAD\r\n\r\nBODY", "414" },
        { "40,000 letters of header", "POST /v1/process HTTP/1.1\r\nHEAD\r\nX: " + new string('a', 40_000) + "\r\n\r\nBODY", "431" },
        { "150 headers", "POST /v1/process HTTP/1.1\r\nHEAD\r\n" + string.Concat(Enumerable.Repeat("X: a\r\n", 150)) + "\r\nBODY", "431" },
        { "a greeting of TLS", "\x16\x03\x01\0\xc8\x01\0\0\xc4\x03\x03" + new string('a', 200) + "\r\n\r\n", "400" },
        { "a greeting of SSH", "SSH-2.0-OpenSSH_9.6\r\n", "400" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task An_odd_request_has_one_answer(string name, string request, string status)
    {
        string payload = Payloads.Started(name);
        string head = $"Host: x\r\nConnection: close\r\nAuthorization: Bearer {server.Token}\r\nContent-Length: {payload.Length}";
        string text = request.Replace("HEAD", head, StringComparison.Ordinal).Replace("BODY", payload, StringComparison.Ordinal);
        string before = server.Server.Errors;

        string answer = await RawHttp.ExchangeAsync(server.Server.Address, Encoding.Latin1.GetBytes(text));

        Assert.Equal([status], Regex.Matches(answer, "HTTP/1.1 ([0-9]{3}) ").Select(static match => match.Groups[1].Value));
        Assert.Equal(status == "201" ? 1 : 0, (await server.Http.IncidentsAsync()).Count(incident => incident.Text("incidentKey") == name));
        Assert.Equal(before, server.Server.Errors);
    }

    [Fact]
    public async Task A_greeting_of_HTTP_2_is_told_to_speak_HTTP_1()
    {
        byte[] greeting = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
        await using NetworkStream stream = await RawHttp.ConnectAsync(server.Server.Address);
        await stream.WriteAsync(greeting);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(60));

        // One frame of type GOAWAY (7), which ends in the error HTTP_1_1_REQUIRED (13).
        Assert.Equal(17, answer.Length);
        Assert.Equal((7, 13), (answer.ToArray()[3], answer.ToArray()[16]));
    }

    [Fact]
    public async Task Random_bytes_are_refused()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int i = 0; i < 200; i++)
        {
            byte[] noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);

            string answer;
            try
            {
                answer = await RawHttp.ExchangeAsync(server.Server.Address, noise, "\r\n\r\n"u8.ToArray());
            }
            catch (IOException)
            {
                // The server refused and closed before the client had sent everything: the answer is lost with the connection.
                continue;
            }

            // A few look like the beginning of something else; none gets anything but a refusal.
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"seed {seed}, round {i}: {answer}");
        }
    }
}
